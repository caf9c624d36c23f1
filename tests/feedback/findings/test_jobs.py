"""A run of the analysis renews what the machine found and leaves what people decided."""

from collections.abc import Mapping

import pytest
from sqlalchemy import func, select

from feedback.accounts.models import Account
from feedback.db import db
from feedback.errors import UserError
from feedback.findings import opinions, service, themes
from feedback.findings.jobs import find_themes, own_words
from feedback.findings.models import Placement, Run, Theme
from feedback.findings.opinions import EXCLUDED, NEW, WORDLESS, Reach, Wanted
from feedback.jobs import service as jobs
from feedback.jobs.models import DONE, FAILED, Job
from feedback.jobs.runner import Order, perform
from feedback.journal import service as journal
from feedback.ledger.models import Opinion, Submission
from tests.cast import Cast, consultation
from tests.feedback.findings.sample import ALL, CLINIC, LIGHT, WASTE, tell, tell_all
from tests.site import Site


def analyse(site: Site, consultation_id: int, n_themes: int | None = None) -> Job:
    """Ask for a run as an analyst does and do it as the worker does."""
    with site.session() as session:
        account = session.scalars(select(Account).where(Account.login == "analyst")).one()
        number = service.ask_run(session, service.lock(session, consultation_id), account, n_themes).id
    with site.app.app_context():
        engine = db.engine
    perform(engine, number, {service.KIND: find_themes})
    with site.session() as session:
        job = session.get_one(Job, number)
        session.expunge(job)
        return job


def where(site: Site, consultation_id: int) -> Mapping[str, int | None]:
    """The theme of each placed opinion, by its words."""
    rows = select(Opinion.text, Placement.theme_id).join(Placement, Placement.opinion_id == Opinion.id)
    with site.session() as session:
        found = session.execute(rows.where(Opinion.consultation_id == consultation_id))
        return {row.text: row.theme_id for row in found}


def partition(places: Mapping[str, int | None]) -> set[frozenset[str]]:
    """The sets of texts that are together."""
    return {frozenset(text for text in places if places[text] == theme) for theme in places.values()}


def most(places: Mapping[str, int | None], texts: tuple[str, ...]) -> int:
    """The theme most of these texts are in."""
    found = [places[text] for text in texts]
    return max((theme for theme in found if theme is not None), key=found.count)


def test_runs_renew_what_the_machine_found_and_keep_what_people_decided(cast: Cast) -> None:
    site = cast.site
    number = consultation(site)
    tell_all(site, number)
    tell(site, number, ["Tôi không muốn máy đọc góp ý về rác của tôi"], group=False)
    job = analyse(site, number, 3)
    assert (job.status, job.error) == (DONE, "")
    places = where(site, number)
    assert set(places) == set(ALL)  # the one without consent has no place
    waste, light = most(places, WASTE), most(places, LIGHT)
    assert waste != light

    with site.session() as session:
        account = session.scalars(select(Account).where(Account.login == "analyst")).one()
        shown = themes.overview(session, Reach(number))
        assert (shown.total, shown.new, shown.excluded) == (31, 0, 1)
        assert sum(one.size for one in shown.themes) + shown.unplaced == shown.analysed == 30
        for one in shown.themes:
            assert one.stances.total() == one.channels.total() == one.clauses.total() == one.size
            assert any(quote.mark == "central" for quote in one.quotes)
            assert themes.figures(session, Reach(number), one.theme) == one
            texts = {row.code: row.text for row in session.scalars(select(Opinion))}
            assert one.summary
            assert all(sentence in texts[code] for code, sentence in one.summary)
        chosen = session.get_one(Theme, waste)
        service.rename(session, chosen, "  Rác thải ở  thôn ", chosen.version, account)
        odd = session.scalars(select(Opinion).where(Opinion.text == WASTE[0])).one()
        seen = service.mark_of(service.placement(session, odd.id))
        service.place(session, odd, session.get_one(Theme, light), seen, account)
        none = session.scalars(select(Opinion).where(Opinion.text == CLINIC[4])).one()
        service.place(session, none, None, service.mark_of(service.placement(session, none.id)), account)

    more = [f"{text} nữa" for text in (*WASTE[1:6], *LIGHT[:3])]
    tell(site, number, more, key="later")
    with site.session() as session:
        assert opinions.count(session, Reach(number), Wanted(theme=NEW)) == len(more)
        assert opinions.count(session, Reach(number), Wanted(theme=EXCLUDED)) == 1
    assert analyse(site, number, 3).status == DONE
    places = where(site, number)
    assert places[WASTE[0]] == light
    assert places[CLINIC[4]] is None
    assert most(places, WASTE[1:]) == waste
    assert most(places, LIGHT) == light
    with site.session() as session:
        renamed = session.get_one(Theme, waste)
        assert (renamed.name, renamed.named_by_id is None, renamed.retired) == ("Rác thải ở thôn", False, False)
        assert renamed.machine_name != renamed.name
        assert session.scalar(select(func.count(Placement.id)).where(Placement.decided_by_id.is_not(None))) == 2
        assert [run.number for run in session.scalars(select(Run).order_by(Run.number))] == [1, 2]
        assert session.scalars(select(Run).order_by(Run.number.desc())).first().card  # type: ignore[union-attr]
        assert list(journal.broken(session)) == []


def test_who_only_agrees_is_counted_but_there_is_nothing_to_group_her_by(cast: Cast) -> None:
    site = cast.site
    number = consultation(site)
    tell(site, number, [""], stance="agree", key="một")
    with site.session() as session:
        account = session.scalars(select(Account).where(Account.login == "analyst")).one()
        with pytest.raises(UserError, match="Chưa có ý kiến nào"):
            service.ask_run(session, service.lock(session, number), account)
    tell(site, number, [""], stance="agree", key="hai", group=False)
    tell(site, number, [""], key="ba", proposed="Thu gom rác mỗi tuần ba lần")
    tell_all(site, number)
    assert analyse(site, number, 3).status == DONE
    with site.session() as session:
        shown = themes.overview(session, Reach(number))
        assert (shown.wordless, shown.new, shown.excluded, shown.analysed, shown.total) == (2, 0, 0, 31, 33)
        assert opinions.count(session, Reach(number), Wanted(theme=WORDLESS)) == 2
        assert session.scalar(select(Run.opinions)) == 31
    client = cast.client("analyst")
    page = client.get("/ban-lam-viec/thu/y-kien?nhom=khong-loi").get_data(as_text=True)
    assert page.count("(không viết lời)") == 2
    assert "Chỉ tán thành, không viết lời</a>: 2" in client.get("/ban-lam-viec/thu/nhom").get_data(as_text=True)
    report = client.get("/ban-lam-viec/thu/bao-cao").get_data(as_text=True)
    assert "Ý kiến chỉ bày tỏ thái độ, không viết lời" in report and "2 ý kiến không viết lời." in report


def test_same_opinions_give_the_same_themes_and_those_nobody_keeps_are_put_away(cast: Cast) -> None:
    site = cast.site
    number = consultation(site)
    assert analyse_nothing(site, number)
    tell_all(site, number)
    assert analyse(site, number, 3).status == DONE
    first = where(site, number)
    assert analyse(site, number, 3).status == DONE
    assert where(site, number) == first  # every row continued, every opinion in its place
    other = consultation(site, "hai")
    tell(site, other, reversed(ALL))
    assert analyse(site, other, 3).status == DONE
    assert partition(where(site, other)) == partition(first)  # whatever the order of arrival and the codes
    with site.session() as session:
        # A sender takes her consent back; another theme loses all its opinions and nobody keeps it.
        light = most(first, LIGHT)
        gone = select(Opinion.submission_id).where(Opinion.text.in_(LIGHT))
        for submission in session.scalars(select(Submission).where(Submission.id.in_(gone))):
            submission.may_group = False
    assert analyse(site, number, 2).status == DONE
    places = where(site, number)
    assert set(places) == {*WASTE, *CLINIC}
    with site.session() as session:
        standing = {theme.id for theme in themes.standing(session, number)}
        assert standing == {theme for theme in places.values() if theme is not None}
        if light not in standing:
            assert session.get_one(Theme, light).retired


def test_what_people_do_while_a_run_computes_is_kept(cast: Cast) -> None:
    site = cast.site
    number = consultation(site)
    tell_all(site, number)
    assert analyse(site, number, 3).status == DONE
    before = where(site, number)
    waste, light = most(before, WASTE), most(before, LIGHT)
    told: list[str] = []

    def meanwhile(share: float, stage: str) -> None:
        told.append(stage)
        if stage != "Đang ghi kết quả":
            return
        with site.session() as session:
            account = session.scalars(select(Account).where(Account.login == "analyst")).one()
            theme = session.get_one(Theme, waste)
            service.rename(session, theme, "Tên mới", theme.version, account)
            for text, home in ((WASTE[2], light), (CLINIC[0], None)):
                opinion = session.scalars(select(Opinion).where(Opinion.text == text)).one()
                seen = service.mark_of(service.placement(session, opinion.id))
                service.place(session, opinion, session.get(Theme, home) if home else None, seen, account)
            withdrawn = session.scalars(select(Opinion).where(Opinion.text == LIGHT[4])).one()
            withdrawn.submission.may_group = False

    with site.app.app_context():
        engine = db.engine
    find_themes(engine, Order(0, number, {"n_themes": 3}), meanwhile)
    assert len(told) > 3
    after = where(site, number)
    assert after[WASTE[2]] == light
    assert after[CLINIC[0]] is None
    assert LIGHT[4] not in after
    with site.session() as session:
        assert session.get_one(Theme, waste).name == "Tên mới"


def analyse_nothing(site: Site, number: int) -> bool:
    """With no opinion, and with none that may be analysed, the ask is refused and a waiting job fails in plain words."""
    with pytest.raises(UserError, match="Chưa có ý kiến nào được phép"):
        analyse(site, number)
    with site.session() as session:
        waiting = jobs.ask(session, service.KIND, number, None, {}).id
    with site.app.app_context():
        engine = db.engine
    perform(engine, waiting, {service.KIND: find_themes})
    with site.session() as session:
        job = session.get_one(Job, waiting)
        return job.status == FAILED and "được phép phân tích" in job.error


def test_of_a_proposed_wording_only_what_is_new_counts() -> None:
    clause = "Mỗi hộ được hỗ trợ 100.000 đồng."
    assert own_words("Thấp quá", "Mỗi hộ được hỗ trợ 200.000 đồng mỗi tháng.", clause) == "Thấp quá\n200.000 mỗi tháng"
    assert own_words("", "Mỗi hộ được hỗ trợ.", clause) == "Mỗi hộ được hỗ trợ.", "only shortened: all there is"
    assert own_words("Thấp quá", "", clause) == "Thấp quá"
    assert own_words("", "Câu chữ chung cho cả dự thảo", "") == "Câu chữ chung cho cả dự thảo"
