"""Part 4 of section II: what the answers to the survey add up to."""

from feedback.reports.material import Asked, Material
from feedback.reports.values import Block, Column, Heading, Paragraph, Piece, Table
from feedback.reports.wording import lower, number
from surveys.tally import tally
from surveys.types.summary import Summary


def section(material: Material) -> list[Block]:
    """One table a question; nothing where nobody was asked. Answers are counted, so they have no opinion codes."""
    if not material.asked:
        return []
    blocks: list[Block] = [Heading("4. Kết quả phiếu khảo sát", 2)]
    place = 0
    for asked in material.asked:
        blocks.append(Paragraph((_sentence(material, asked),)))
        for summary in tally(asked.questionnaire, asked.answers):  # type: ignore[arg-type]
            place += 1
            blocks += _question(summary, place)
    return blocks


def _sentence(material: Material, asked: Asked) -> str:
    which = f" (bản số {asked.number})" if len(material.asked) > 1 else ""
    return (
        f"Có {number(len(asked.answers))} lượt trả lời phiếu “{asked.questionnaire.title}”{which}. Người trả lời tự "
        "nguyện, không chọn mẫu; tỷ lệ dưới đây là của những người đã trả lời, không suy rộng cho toàn dân. Câu trả lời "
        "chọn sẵn được đếm theo lượt gửi nên không có mã ý kiến."
    )


def _question(summary: Summary, place: int) -> list[Block]:
    label = f"Câu {place}. {summary.label.rstrip()}"
    told = f"{number(summary.answered)} người trả lời, {number(summary.missing)} người không trả lời."
    if summary.shares:
        rows: list[tuple[Piece, ...]] = [(share.label, number(share.count), share.percent) for share in summary.shares]
        columns = (Column("Phương án", 104.0), Column("Số người", 28.0, True), Column("Tỷ lệ", 28.0, True))
        extra = "".join(f" {figure.title}: {figure.text}." for figure in summary.figures)
        note = f"{told} Tỷ lệ tính trên {lower(summary.base_title)}: {number(summary.base)}.{extra}"
        return [Table(label, columns, tuple(rows), note)]
    if summary.figures:
        figures = tuple((figure.title, figure.text) for figure in summary.figures)
        return [Table(label, (Column("Số đo", 104.0), Column("Giá trị", 56.0, True)), figures, told)]
    return [Paragraph((f"{label} {told} Các câu trả lời bằng lời được tính là ý kiến và trình bày ở mục 3.",))]
