"""Section I: what was asked, when, and how many answered, by channel, place and kind of respondent."""

from collections.abc import Callable, Sequence

from feedback import clock
from feedback.consultations.dates import closing_day, opening_day
from feedback.ledger.models import ASPECTS, CHANNELS, RESPONDENTS
from feedback.reports.marks import Marks, grouped
from feedback.reports.material import Material, Said, Sent
from feedback.reports.places import Group, groups
from feedback.reports.values import Block, Claim, Column, Heading, Options, Paragraph, Piece, Table
from feedback.reports.wording import aspect, channel, day, lower, number, percent, respondent

WIDTHS = (76.0, 28.0, 32.0, 24.0)


def section(material: Material, marks: Marks, options: Options) -> list[Block]:
    """Headings, sentences and tables of section I."""
    return [
        Heading("I. TÌNH HÌNH TRIỂN KHAI", 1),
        Heading("1. Thông tin chung", 2),
        *(Paragraph((line,), dash=True) for line in _facts(material)),
        Heading("2. Kết quả tiếp nhận", 2),
        *_received(material, marks, options),
        *_aspects(material, marks),
    ]


def _facts(material: Material) -> list[str]:
    asked = material.consultation
    lines = [f"Nội dung lấy ý kiến: {asked.title.rstrip(' .')}."]
    if asked.drafting_body:
        lines.append(f"Cơ quan chủ trì soạn thảo: {asked.drafting_body.rstrip(' .')}.")
    if material.draft is not None:
        shown = f", công bố ngày {day(material.draft.published_at)}" if material.draft.published_at else ""
        lines.append(f"Bản dự thảo lấy ý kiến: bản số {material.draft.number}{shown}.")
        if material.draft.number > 1:
            lines.append("Ý kiến viết trên các bản trước được xếp vào điều khoản tương ứng của bản này.")
    lines.append(f"Phạm vi: {lower(asked.unit.name)} ({number(material.communes)} xã, phường).")
    lines.append(
        f"Thời gian: từ ngày {day(opening_day(asked.opens_at))} đến hết ngày {day(closing_day(asked.closes_at))}. "
        f"{_as_of(material)}"
    )
    return lines


def _as_of(material: Material) -> str:
    moment = clock.now()
    if material.consultation.state(moment) == "closed":
        return "Đợt lấy ý kiến đã kết thúc."
    return f"Đợt lấy ý kiến chưa kết thúc; số liệu tính đến ngày {day(moment)}."


def _received(material: Material, marks: Marks, options: Options) -> list[Block]:
    answered = sum(len(asked.answers) for asked in material.asked)
    sentence: list[Piece] = [f"Ủy ban đã tiếp nhận {number(len(material.sendings))} lượt gửi"]
    if answered:
        sentence.append(f", trong đó có {number(answered)} lượt trả lời phiếu khảo sát")
    if not material.opinions:
        return [Paragraph((*sentence, "; không có ý kiến nào bằng lời.")), *_tables(material, marks, options.smallest, None)]
    total = marks.claim(material.opinions, "Tổng số ý kiến", "{} ý kiến", key="total")
    means = (
        ". Một lượt gửi là một lần một người, một hộ hoặc một tổ chức gửi góp ý, có thể gồm nhiều ý kiến"
        f"{'; mỗi số trong ngoặc vuông dẫn đến danh sách mã ý kiến ở Phụ lục' if options.annex else ''}."
    )
    return [Paragraph((*sentence, "; tổng số ", total, means)), *_tables(material, marks, options.smallest, total)]


def _tables(material: Material, marks: Marks, smallest: int, total: Claim | None) -> list[Block]:
    places = groups(material, smallest)
    merged = any(len(group.units) > 1 for group in places)
    return [
        _table(
            material, marks, total, "Bảng 1. Lượt gửi và ý kiến theo kênh tiếp nhận", "Kênh tiếp nhận",
            _by(CHANNELS, channel, "channel", lambda row: row.channel),
        ),
        _table(
            material, marks, total, "Bảng 2. Lượt gửi và ý kiến theo địa bàn", "Địa bàn",
            [_by_place(group) for group in places],
            f"Địa bàn có dưới {smallest} lượt gửi hoặc dưới {smallest} ý kiến được gộp chung để không lộ người góp ý."
            if merged else "",
        ),
        _table(
            material, marks, total, "Bảng 3. Lượt gửi và ý kiến theo chủ thể góp ý", "Chủ thể",
            _by(RESPONDENTS, respondent, "respondent", lambda row: row.respondent),
        ),
    ]  # fmt: skip


def _aspects(material: Material, marks: Marks) -> list[Block]:
    """What the senders chose among the headings of Luật MTTQ Việt Nam Điều 33; nothing where nobody chose."""
    chosen = grouped((said for said in material.opinions if said.aspect), lambda said: said.aspect)
    if not chosen:
        return []
    named = [(aspect(key), f"aspect:{key}", chosen[key]) for key in ASPECTS if key in chosen]
    lines = [(name, marks.claim(opinions, f"Nội dung phản biện: {lower(name)}", key=key)) for name, key, opinions in named]
    return [
        Paragraph(("Một số ý kiến được chính người góp ý cho biết nói về nội dung nào của phản biện xã hội:",)),
        *(Paragraph((f"{name}: ", claim, " ý kiến."), dash=True) for name, claim in lines),
    ]


Line = tuple[str, str, Callable[[Said | Sent], bool]]
"""Name of a row of a table, key of its claim, and what it counts."""


def _by(values: Sequence[str], name: Callable[[str], str], kind: str, of: Callable[[Said | Sent], str]) -> list[Line]:
    return [(name(value), f"{kind}:{value}", lambda row, value=value: of(row) == value) for value in values]  # type: ignore[misc]


def _by_place(group: Group) -> Line:
    return group.name, f"place:{','.join(map(str, group.units))}", lambda row: row.unit_id in group.members


def _table(
    material: Material, marks: Marks, total: Claim | None, caption: str, first: str, lines: list[Line], note: str = ""
) -> Table:
    rows: list[tuple[Piece, ...]] = []
    all_opinions, all_sendings = len(material.opinions), len(material.sendings)
    for name, key, holds in lines:
        sendings = sum(map(holds, material.sendings))
        opinions = [said for said in material.opinions if holds(said)]
        if not sendings:
            continue
        count: Piece = marks.claim(opinions, f"{first}: {name}", key=key) if opinions else "0"
        rows.append((name, number(sendings), count, percent(len(opinions), all_opinions)))
    whole: Piece = "0"
    if total is not None:
        whole = Claim(number(all_opinions), total.count, total.codes, total.mark, listed=False)
        if caption.startswith("Bảng 1"):
            marks.made_of(total, (row[2] for row in rows if isinstance(row[2], Claim)))
    rows.append(("Tổng cộng", number(all_sendings), whole, percent(all_opinions, all_opinions)))
    titles = (first, "Lượt gửi", "Ý kiến", "Tỷ lệ")
    columns = (Column(title, width, place > 0) for place, (title, width) in enumerate(zip(titles, WIDTHS, strict=True)))
    return Table(caption, tuple(columns), tuple(rows), note)


