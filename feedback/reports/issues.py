"""Section II: stances, themes, and what was said clause by clause; and with it the rows of the four-column table."""

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.ledger.models import STANCES
from feedback.reports.marks import Marks, among, by_both, by_stance, counts, joined
from feedback.reports.material import Material, Said
from feedback.reports.quotes import Quoter
from feedback.reports.subjects import Subject, Topic, topics
from feedback.reports.values import Block, Claim, Column, Heading, Paragraph, Piece, Quote, Row, Table
from feedback.reports.wording import listed, lower, number, percent, respondent, stance, upper

MINORITY = 0.03
"""A theme with a smaller share of the opinions than this is a minority theme: told apart, never left out."""
NAMED = 4
"""Themes named in the sentence about a clause; the others stand in the four-column table."""
DIFFERENT = ("amend", "add", "remove")
GONE = "Điều khoản của các bản trước mà dự thảo hiện nay không còn"
GONE_MEANS = "Những ý kiến sau đây viết trên điều khoản mà bản sau đã bỏ; lời góp ý được giữ nguyên như khi gửi."


@dataclass(frozen=True)
class Told:
    """What the section says: its blocks, the claim of each theme and subject, the rows of the four-column table."""

    blocks: tuple[Block, ...]
    themes: tuple[tuple[Topic, Claim], ...]
    subjects: tuple[tuple[Subject, Claim], ...]
    rows: tuple[Row, ...]


def section(material: Material, marks: Marks, quoter: Quoter, about: Sequence[Subject]) -> Told:
    """Parts 1 to 3 of section II."""
    blocks: list[Block] = [Heading("II. KẾT QUẢ LẤY Ý KIẾN", 1), Heading("1. Thái độ đối với nội dung lấy ý kiến", 2)]
    blocks.append(_stances(material, marks))
    themes = _themes(material, marks)
    blocks += [Heading("2. Các nhóm vấn đề được góp ý", 2), *_theme_table(material, themes)]
    used: set[str] = set()
    for topic, claim in themes:
        if topic.theme is not None:
            quotes = _theme_quotes(material, quoter, topic, used)
            used |= {quote.code for quote in quotes}
            blocks += [_theme_sentence(material, topic, claim), *quotes]
    blocks.append(Heading("3. Ý kiến cụ thể theo bố cục dự thảo", 2))
    told, rows = [], []
    first_gone = next((subject for subject in about if subject.kind == "dropped"), None)
    for subject in about:
        claim, words, lines = _subject(marks, quoter, subject, used)
        if subject is first_gone:
            blocks += [Heading(GONE, 3), Paragraph((GONE_MEANS,))]
        blocks += words
        told.append((subject, claim))
        rows += lines
    return Told(tuple(blocks), tuple(themes), tuple(told), tuple(rows))


def _stances(material: Material, marks: Marks) -> Table:
    rows: list[tuple[Piece, ...]] = []
    for name in (*STANCES, None):
        opinions = [said for said in material.opinions if said.stance == name]
        if opinions:
            claim = marks.claim(opinions, f"Thái độ: {lower(stance(name))}", key=f"stance:{name or ''}")
            rows.append((stance(name), claim, percent(len(opinions), len(material.opinions))))
    columns = (Column("Thái độ", 100.0), Column("Ý kiến", 32.0, True), Column("Tỷ lệ", 28.0, True))
    return Table("Bảng 4. Ý kiến theo thái độ của người góp ý", columns, tuple(rows))


def _themes(material: Material, marks: Marks) -> list[tuple[Topic, Claim]]:
    return [
        (
            topic,
            marks.claim(
                topic.opinions,
                f"Nhóm “{topic.name}”" if topic.theme is not None else topic.name,
                parts=by_stance(topic.opinions),
                key=f"theme:{topic.theme}" if topic.theme is not None else f"none:{topic.name}",
            ),
        )
        for topic in topics(material, material.opinions)
    ]


def _theme_table(material: Material, themes: list[tuple[Topic, Claim]]) -> list[Block]:
    if all(topic.theme is None for topic, _ in themes):
        return [Paragraph(("Các ý kiến chưa được phân nhóm; báo cáo trình bày theo bố cục dự thảo ở mục 3.",))]
    total = len(material.opinions)
    rows: list[tuple[Piece, ...]] = [
        (number(place), topic.name, claim, percent(claim.count, total))
        for place, (topic, claim) in enumerate(themes, 1)
    ]
    columns = (
        Column("TT", 12.0, True), Column("Nhóm vấn đề", 92.0), Column("Ý kiến", 30.0, True), Column("Tỷ lệ", 26.0, True),
    )  # fmt: skip
    return [Table("Bảng 5. Ý kiến theo nhóm vấn đề", columns, tuple(rows))]


def _theme_sentence(material: Material, topic: Topic, claim: Claim) -> Paragraph:
    share = percent(claim.count, len(material.opinions))
    size = Claim(f"{number(claim.count)} ý kiến", claim.count, claim.codes, claim.mark, listed=False)
    pieces: list[Piece] = [f"Nhóm “{topic.name}”: ", size, f", chiếm {share}. ", *_stance_words(claim, topic.opinions)]
    signed = joined(topic.opinions)
    return Paragraph((*pieces, ".", *_differs(topic.opinions), *((" ", signed) if signed else ())), dash=True)


def _stance_words(claim: Claim, opinions: Sequence[Said]) -> list[Piece]:
    """'Trong đó 5 tán thành, 6 đề nghị sửa'. The numbers are those of the parts that the annex lists under the mark."""
    if {said.stance for said in opinions} == {None}:
        return ["Người góp ý không nêu rõ thái độ"]
    pieces: list[Piece] = ["Trong đó: "]
    for place, part in enumerate(by_stance(opinions)):
        some = [said for said in opinions if stance(said.stance) == part.label]
        words = f"{'; ' if place else ''}{lower(part.label)} {{}}"
        pieces.append(among(claim, some, words))
    return pieces


def _differs(opinions: Sequence[Said]) -> tuple[str, ...]:
    """A warning where some agree and others want a change."""
    if any(said.stance == "agree" for said in opinions) and any(said.stance in DIFFERENT for said in opinions):
        return (" Có ý kiến khác nhau.",)
    return ()


def _theme_quotes(material: Material, quoter: Quoter, topic: Topic, used: set[str]) -> list[Quote]:
    """The sentences that sum the theme up, as far as they may be quoted; else its most representative opinions."""
    assert topic.theme is not None
    here = {said.code for said in topic.opinions} - used
    found = material.themes[topic.theme].summary
    quotes = [quoter.sentence(code, sentence) for code, sentence in found if code in here]
    kept = list({quote.text.casefold(): quote for quote in quotes if quote is not None}.values())[:3]
    return kept or list(quoter.some(topic.opinions, 2, used))


def _subject(
    marks: Marks, quoter: Quoter, subject: Subject, used: set[str]
) -> tuple[Claim, list[Block], list[Row]]:
    claim = marks.claim(subject.opinions, subject.name, "{} ý kiến", parts=by_stance(subject.opinions))
    cells = [
        (topic, marks.claim(topic.opinions, f"{subject.name} – {_in_theme(topic)}", parts=by_both(topic.opinions)))
        for topic in subject.topics
    ]
    pieces: list[Piece] = ["Có ", claim, ". ", *_stance_words(claim, subject.opinions), ".", *_differs(subject.opinions)]
    pieces += _named_themes(cells)
    quotes = quoter.some(subject.opinions, 3, used)
    name = f"{subject.name}. {subject.heading}" if subject.heading else subject.name
    rows = [_row(quoter, subject, topic, cell) for topic, cell in cells]
    return claim, [Heading(name.rstrip(" .:"), 3), Paragraph(tuple(pieces)), *quotes], rows


def _in_theme(topic: Topic) -> str:
    return f"nhóm “{topic.name}”" if topic.theme is not None else lower(topic.name)


def _named_themes(cells: Sequence[tuple[Topic, Claim]]) -> list[Piece]:
    named = [(topic, cell) for topic, cell in cells if topic.theme is not None][:NAMED]
    if not named:
        return []
    pieces: list[Piece] = [" Nhóm vấn đề chính: "]
    for place, (topic, cell) in enumerate(named):
        words = f"“{topic.name}” ({number(cell.count)})"
        pieces += ["; " if place else "", Claim(words, cell.count, cell.codes, cell.mark, listed=False)]
    return [*pieces, "."]


def _row(quoter: Quoter, subject: Subject, topic: Topic, cell: Claim) -> Row:
    opinions = topic.opinions
    quotes = quoter.some(opinions, 3)
    proposals = quoter.proposals(opinions, 3)
    shown = {quote.code for quote in (*quotes, *proposals)}
    more = _unquoted(opinions, len(shown))
    sizes = counts(opinions, lambda said: stance(said.stance), "{name}: {count}")
    return Row(
        place=subject.name,
        topic=upper(_in_theme(topic)),
        subject=counts(opinions, lambda said: respondent(said.respondent)),
        claim=Claim(f"{number(cell.count)} ý kiến", cell.count, cell.codes, cell.mark, listed=False),
        stances=sizes,
        quotes=(*quotes, *proposals),
        joined=joined(opinions),
        more=f"Và {listed(more)}." if more and shown else f"{listed(more).capitalize()}." if more else "",
    )


def _unquoted(opinions: Sequence[Said], shown: int) -> list[str]:
    """How many of the opinions are not among the `shown` that are quoted, and why not."""
    worded = [said for said in opinions if said.text or said.proposed]
    silent = sum(not said.may_publish for said in worded)
    told = (
        (len(worded) - silent - shown, "ý kiến khác"),
        (silent, "ý kiến mà người gửi không đồng ý trích dẫn"),
        (len(opinions) - len(worded), "ý kiến không viết lời"),
    )
    return [f"{number(count)} {words}" for count, words in told if count]
