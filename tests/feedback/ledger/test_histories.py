"""No opinion is lost, whatever the history of its draft.

A thousand random histories run through what works on values: the matching of each version with the one before (with
clauses taken up again and officers' decisions, right and wrong ones), and the following of each opinion's clause. Some more
run through the database and the services: upload, matching, confirming, publishing, recording.
"""

from collections import Counter
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.accounts.models import Account
from feedback.consultations import drafts, matching, publishing, versions
from feedback.consultations.following import Link, anchor, follow, gone, heirs, parse
from feedback.consultations.models import Clause, Consultation
from feedback.consultations.pairs import Ids, Pair
from feedback.ledger import next_version, places
from feedback.ledger import service as ledger
from feedback.ledger.models import Opinion
from feedback.ledger.service import NewOpinion, NewSubmission
from tests.cast import Cast, consultation
from tests.feedback.ledger.histories import Author
from tests.site import Site

HISTORIES = 1_000
THROUGH_THE_DATABASE = 12


class History:
    """A draft with its versions and the opinions written on them, on values only."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.author = Author(self.random)
        self.decides = seed % 2 == 1
        self.versions: list[list[Clause]] = []
        self.pairs: list[tuple[Pair, ...]] = []
        self.opinions: list[tuple[int, str]] = []
        self.known: dict[int, Clause] = {}

    def run(self) -> None:
        """Write, revise, publish, say something about each version."""
        self.author.begin()
        for number in range(1, self.random.randint(2, 4) + 1):
            if number > 1:
                self.author.revise()
            self._publish(number)
            for clause in self.random.choices(self._shown(), k=self.random.randint(1, 8)):
                self.opinions.append((clause.id, clause.heading + clause.text))

    def _publish(self, number: int) -> None:
        clauses = [
            Clause(
                id=1000 * number + place, draft_id=number, path=path, parent_path=parent, position=place, level=level,
                label=label, heading=heading, text=text, excluded=False,
            )
            for place, (path, parent, level, label, heading, text) in enumerate(self.author.rows())
        ]  # fmt: skip
        if self.random.random() < 0.1:
            clauses[-1].excluded = True
        self.known |= {clause.id: clause for clause in clauses}
        if self.versions:
            self._match(clauses)
        self.versions.append(clauses)

    def _match(self, clauses: list[Clause]) -> None:
        lost = gone((pair.old, pair.new) for pairs in self.pairs for pair in pairs)
        pool = [self.known[one] for one in sorted(lost)]
        decided = self._decisions(clauses) if self.decides else {}
        pairs = matching.matched(self.versions[-1], clauses, pool, decided)
        for old, new in decided:
            if not any(one is not None and self.known[one].excluded for one in (old, new)):
                assert any((pair.old, pair.new) == (old, new) for pair in pairs), (old, new)
        self.pairs.append(pairs)

    def _decisions(self, clauses: list[Clause]) -> dict[Ids, int]:
        """What an officer says of one or two clauses, sensibly or not."""
        self.known |= {clause.id: clause for clause in clauses}
        found: dict[Ids, int] = {}
        old = [clause.id for clause in self.versions[-1] if not clause.excluded]
        new = [clause.id for clause in clauses if not clause.excluded]
        for _ in range(self.random.randint(0, 2)):
            one, other = self.random.choice(old), self.random.choice(new)
            old.remove(one)
            new.remove(other)
            found[self.random.choice(((one, other), (one, None), (None, other)))] = 7
        return found

    def _shown(self) -> list[Clause]:
        return [clause for clause in self.versions[-1] if not clause.excluded]

    def anchors(self) -> list[str]:
        """Where each opinion stands now."""
        steps = self._steps()
        found = []
        for clause_id, _words in self.opinions:
            last = self.known[follow(clause_id, steps)]
            found.append(anchor(last.path, last.draft_id, len(self.versions)))
        return found

    def is_doubtful(self, clause_id: int) -> bool:
        """Whether an officer would have been asked what became of the clause at some step."""
        for step, pairs in zip(self._steps(), self.pairs, strict=True):
            if any(pair.doubtful for pair in pairs if pair.old == clause_id):
                return True
            clause_id = step.get(clause_id, clause_id)
        return False

    def _steps(self) -> list[dict[int, int]]:
        steps = []
        for pairs in self.pairs:
            links = [
                Link(pair.old, pair.new, pair.score, new.path, len(new.heading + new.text))
                for pair in pairs
                if pair.old is not None and pair.new is not None and (new := self.known[pair.new])
            ]
            steps.append(heirs(links))
        return steps


def test_no_opinion_is_lost_in_a_thousand_histories() -> None:
    """Each stands on a clause of the newest version, or on one of an earlier version which is named; none stands nowhere."""
    followed: Counter[str] = Counter()
    sensible = 0
    for seed in range(HISTORIES):
        history = History(seed)
        history.run()
        anchors = history.anchors()
        assert len(anchors) == len(history.opinions)
        shown = {clause.path: clause for clause in history._shown()}
        for (clause_id, words), path in zip(history.opinions, anchors, strict=True):
            written_on = history.known[clause_id]
            assert written_on.heading + written_on.text == words
            number, inner = parse(path)
            if number is None:
                assert inner in shown, (seed, path)
            else:
                assert number < len(history.versions), (seed, path)
                assert inner in {one.path for one in history.versions[number - 1]}, (seed, path)
            followed["dropped" if number else "moved" if inner != written_on.path else "stayed"] += 1
            sensible += _require_sensible(history, clause_id, path, shown)
    assert min(followed["dropped"], followed["moved"], followed["stayed"]) > 500, followed
    assert sensible > 2_000, sensible


def _require_sensible(history: History, clause_id: int, path: str, shown: dict[str, Clause]) -> bool:
    """Where no officer decided and the machine did not doubt what became of a clause, an opinion on words that stand in the
    newest version exactly once stands on them."""
    words = history.known[clause_id].heading + history.known[clause_id].text
    same = [one.path for one in shown.values() if one.heading + one.text == words]
    twice = any(sum(one.heading + one.text == words for one in version) > 1 for version in history.versions)
    if len(same) == 1 and not twice and not history.decides and not history.is_doubtful(clause_id):
        assert path == same[0], (words, path, same)
        return True
    return False


def test_histories_through_the_database(site: Site, cast: Cast) -> None:
    """The same with rows: uploads that are read again, officers who confirm what is doubtful, opinions that come late."""
    for seed in range(THROUGH_THE_DATABASE):
        random = Random(seed)
        author = Author(random)
        author.begin()
        number = consultation(site, f"lich-su-{seed}", is_open=False)
        written: dict[str, tuple[int, str]] = {}
        with site.session() as session:
            row = session.get_one(Consultation, number)
            account = row.created_by
            drafts.upload(session, row, "v.txt", author.text().encode(), account)
            publishing.publish(session, row, account)
            written |= _say(session, row, random, seed)
        for _version in range(random.randint(1, 3)):
            author.revise()
            with site.session() as session:
                row = session.get_one(Consultation, number)
                _next(session, row, author.text(), row.created_by)
                written |= _say(session, row, random, seed)
        with site.session() as session:
            _check(session, number, written)


def _say(session: Session, row: Consultation, random: Random, seed: int) -> dict[str, tuple[int, str]]:
    """Some opinions on any version, one of them on the whole draft: by their words, the clause and what it said."""
    clauses = list(session.scalars(select(Clause).join(Clause.draft).where(Clause.draft.has(consultation_id=row.id))))
    found = {}
    for clause in random.choices(clauses, k=4):
        words = f"ý kiến {random.random()}"
        found[words] = (clause.id, clause.heading + clause.text)
        new = NewSubmission(row.id, f"{seed}-{words}", "paper", (NewOpinion(words, clause_id=clause.id),))
        ledger.record(session, "secret", new)
    ledger.record(session, "secret", NewSubmission(row.id, f"{seed}-{random.random()}", "paper", (NewOpinion("cả dự thảo"),)))
    return found


def _next(session: Session, row: Consultation, text: str, account: Account) -> None:
    draft = drafts.upload(session, row, "v.txt", text.encode(), account)
    versions.match(session, row, draft, account)
    for one in versions.rows(session, draft):
        if one.doubtful and one.decided_by_id is None:
            versions.confirm(session, row, draft, one, versions.stamp([one]), account)
    told = next_version.forecast(session, draft)
    next_version.publish_next(session, row, draft, versions.stamp(versions.rows(session, draft)), account)
    after = places.tally(session, row.id)
    dropped = sum(count for path, count in after.items() if parse(path)[0])
    assert (told.follow, told.dropped.total()) == (after.total() - dropped, dropped)


def _check(session: Session, number: int, written: dict[str, tuple[int, str]]) -> None:
    row = session.get_one(Consultation, number)
    all_versions = {
        draft.number: {one.path for one in draft.clauses if not one.excluded} for draft in versions.every(session, row)
    }
    opinions = list(session.scalars(select(Opinion).where(Opinion.consultation_id == number, Opinion.clause_id.is_not(None))))
    assert {one.text: one.clause_id for one in opinions} == {words: clause_id for words, (clause_id, _) in written.items()}
    for one in opinions:
        assert one.clause is not None and one.clause.heading + one.clause.text == written[one.text][1]
        version, path = parse(one.clause_path or "")
        assert path in all_versions[version or max(all_versions)], one.clause_path
        assert one.clause_path == places.place(session, one.clause_id)
    assert places.tally(session, number) == Counter(one.clause_path for one in opinions)
