"""Section III: what the figures show and what they cannot show. Always printed, whatever the result."""

from collections.abc import Iterator, Mapping, Sequence

from feedback.reports.issues import DIFFERENT, MINORITY, Told
from feedback.reports.marks import Marks, among
from feedback.reports.material import Material, Said
from feedback.reports.quotes import Quoter
from feedback.reports.subjects import Subject
from feedback.reports.values import Block, Claim, Column, Heading, Paragraph, Piece, Table
from feedback.reports.wording import channel, day, lower, number, percent

ENOUGH = 5
"""Fewer opinions about a clause are not called agreement or disagreement."""
MOST, SOME = 2 / 3, 0.2


def section(material: Material, marks: Marks, quoter: Quoter, told: Told) -> list[Block]:
    """Headings and sentences of section III."""
    return [
        Heading("III. ĐÁNH GIÁ CHUNG", 1),
        Heading("1. Điểm được tán thành và điểm còn ý kiến khác nhau", 2),
        *_agreement(told),
        Heading("2. Ý kiến của số ít", 2),
        *_minority(material, quoter, told),
        Heading("3. Mức độ bao quát ý kiến", 2),
        *_coverage(material, marks, told),
        Heading("4. Giới hạn của số liệu", 2),
        *(Paragraph((line,), dash=True) for line in _limits(material)),
        Heading("5. Phương pháp tổng hợp", 2),
        *(Paragraph((line,), dash=True) for line in _method(material)),
    ]


def _agreement(told: Told) -> list[Block]:
    enough = [(subject, claim) for subject, claim in told.subjects if claim.count >= ENOUGH and subject.kind == "clause"]
    agreed = [pair for pair in enough if _share(pair[0], ("agree",)) >= MOST]
    divided = [pair for pair in enough if min(_share(pair[0], ("agree",)), _share(pair[0], DIFFERENT)) >= SOME]
    blocks: list[Block] = [Paragraph((f"Chỉ xét điều, khoản có từ {ENOUGH} ý kiến trở lên.",))]
    number_of = 6 if any(topic.theme is not None for topic, _ in told.themes) else 5  # the tables of section II are 4 and 5
    for caption, pairs, note in (
        ("Điều, khoản được từ hai phần ba số ý kiến tán thành", agreed, ""),
        ("Điều, khoản còn ý kiến khác nhau", divided, f"Mỗi bên chiếm từ {number(round(SOME * 100))}% số ý kiến trở lên."),
    ):
        if pairs:
            blocks.append(_table(f"Bảng {number_of}. {caption}", pairs, note))
            number_of += 1
    if len(blocks) == 1:
        blocks.append(Paragraph(("Chưa có điều, khoản nào đủ ý kiến để kết luận là được tán thành hay còn khác nhau.",)))
    return blocks


def _share(subject: Subject, stances: Sequence[str]) -> float:
    return len(_with(subject.opinions, stances)) / len(subject.opinions)


def _with(opinions: Sequence[Said], stances: Sequence[str]) -> list[Said]:
    return [said for said in opinions if said.stance in stances]


def _table(caption: str, pairs: Sequence[tuple[Subject, Claim]], note: str) -> Table:
    """One row a clause: its opinions, those that agree, those that want a change. Questions are in the first figure only."""
    columns = (
        Column("Điều, khoản", 68.0), Column("Ý kiến", 24.0, True), Column("Tán thành", 26.0, True),
        Column("Đề nghị sửa, bổ sung, bỏ", 42.0, True),
    )  # fmt: skip
    return Table(caption, columns, tuple((subject.name, *_cells(subject, claim)) for subject, claim in pairs), note)


def _cells(subject: Subject, claim: Claim) -> Iterator[Piece]:
    for opinions in (subject.opinions, _with(subject.opinions, ("agree",)), _with(subject.opinions, DIFFERENT)):
        yield among(claim, opinions) if opinions else "0"


def _minority(material: Material, quoter: Quoter, told: Told) -> list[Block]:
    limit = MINORITY * len(material.opinions)
    small = [(topic, claim) for topic, claim in told.themes if topic.theme is not None and claim.count < limit]
    lead = f"Nhóm vấn đề có dưới {number(round(MINORITY * 100))}% số ý kiến vẫn được nêu đầy đủ, không bỏ ý kiến nào"
    if not small:
        return [Paragraph((f"{lead}. Lần này không có nhóm nào như vậy.",))]
    blocks: list[Block] = [Paragraph((f"{lead}:",))]
    for topic, claim in small:
        size = Claim(f"{number(claim.count)} ý kiến", claim.count, claim.codes, claim.mark, listed=False)
        blocks.append(Paragraph((f"“{topic.name}”: ", size, "."), dash=True))
        blocks += quoter.some(topic.opinions, 1)
    return blocks


def _coverage(material: Material, marks: Marks, told: Told) -> list[Block]:
    grouped = [said for said in material.opinions if said.theme is not None]
    total = len(material.opinions)
    blocks: list[Block] = []
    if grouped:
        claim = marks.claim(grouped, "Ý kiến nằm trong các nhóm vấn đề", "{} ý kiến", key="grouped")
        marks.made_of(claim, [theme for topic, theme in told.themes if topic.theme is not None])
        share = f" trên tổng số {number(total)} ý kiến ({percent(len(grouped), total)})."
        blocks.append(Paragraph(("Các nhóm vấn đề nêu tại mục II bao gồm ", claim, share), dash=True))
    else:
        blocks.append(Paragraph(("Chưa có ý kiến nào được xếp vào nhóm vấn đề.",), dash=True))
    for topic, claim in told.themes:
        if topic.theme is None:
            size = Claim(f"{number(claim.count)} ý kiến", claim.count, claim.codes, claim.mark, listed=False)
            share = f" ({percent(claim.count, total)}); các ý kiến này vẫn có trong mục II.3 và Bảng tổng hợp."
            blocks.append(Paragraph((f"{topic.name}: ", size, share), dash=True))
    return blocks


def _limits(material: Material) -> list[str]:
    total = len(material.opinions)
    sizes: dict[str, int] = {}
    for said in material.opinions:
        sizes[said.channel] = sizes.get(said.channel, 0) + 1
    largest = max(sizes, key=lambda name: (sizes[name], name))
    silent = sum(sent.unit_id is None for sent in material.sendings)
    placeless = f" {number(silent)} lượt gửi không ghi địa bàn." if silent else ""
    quoted = sum(said.may_publish for said in material.opinions)
    return [
        "Người góp ý tự nguyện, không phải mẫu chọn ngẫu nhiên; tỷ lệ trong báo cáo chỉ nói về những ý kiến đã nhận, "
        "không suy ra tỷ lệ trong toàn dân. Không góp ý không có nghĩa là đồng ý.",
        f"Kênh có nhiều ý kiến nhất là {lower(channel(largest))}, chiếm {percent(sizes[largest], total)} số ý kiến.",
        f"Có lượt gửi từ {number(len(material.places))} trên {number(material.communes)} xã, phường.{placeless}",
        f"Chỉ trích dẫn lời của người đồng ý cho trích dẫn ({percent(quoted, total)} số ý kiến); ý kiến còn lại được "
        "đếm đủ nhưng không trích dẫn.",
        "Các ý kiến giống nhau chưa được gộp: nhiều người cùng gửi một lời thì được đếm nhiều lần.",
        "Số liệu không tách riêng ý kiến của nhóm yếu thế, vì hệ thống không hỏi thông tin này.",
    ]


def _method(material: Material) -> list[str]:
    lines = [
        "Mọi ý kiến, từ kênh nào cũng vậy, được ghi vào một sổ chung và mang một mã riêng; mỗi số liệu đếm từ mã các ý "
        "kiến. Tên, số điện thoại, số nhà trong lời trích dẫn đã được máy che và cần cán bộ đọc lại.",
    ]
    run = material.run
    if run is None:
        return [*lines, "Chưa phân tích nhóm ý kiến bằng máy."]
    renamed = sum(found.named_by_person for found in material.themes.values())
    return [
        *lines,
        f"Máy tính xếp các ý kiến giống nhau vào nhóm theo từ ngữ (lần phân tích thứ {run.number}, ngày "
        f"{day(run.finished_at)}, {number(run.opinions)} ý kiến); {_renamed(renamed)}. "
        "Ý kiến do cán bộ xếp không bị máy thay đổi.",
        *_card(run.card),
    ]


def _renamed(count: int) -> str:
    return f"cán bộ đã đặt lại tên {number(count)} nhóm" if count else "tên nhóm do máy đặt"


def _card(card: Mapping[str, object]) -> list[str]:
    """What the run card says, as far as it is words and numbers."""
    names = {
        "method": "Phương pháp", "seed": "Số gieo ngẫu nhiên", "random_state": "Số gieo ngẫu nhiên",
        "data_hash": "Mã băm dữ liệu", "data_sha256": "Mã băm dữ liệu", "seconds": "Thời gian tính (giây)",
    }  # fmt: skip
    flat = dict(card)
    for value in card.values():
        if isinstance(value, Mapping):
            flat.update({str(key): inner for key, inner in value.items() if key not in flat})
    told = [
        f"{name}: {number(value) if isinstance(value, int | float) else value[:16]}"
        for key, name in names.items()
        if isinstance(value := flat.get(key), str | int | float) and not isinstance(value, bool)
    ]
    return [f"Lý lịch lần phân tích: {'; '.join(told)}."] if told else []
