"""Sections IV and V: what the drafting body is asked to change, and to answer."""

from collections.abc import Sequence

from feedback.reports.issues import DIFFERENT, Told
from feedback.reports.marks import among
from feedback.reports.material import Material, Said
from feedback.reports.quotes import Quoter
from feedback.reports.subjects import Subject
from feedback.reports.values import Block, Claim, Heading, Paragraph, Piece
from feedback.reports.wording import day, lower, stance

PROPOSALS = 3


def sections(material: Material, quoter: Quoter, told: Told) -> list[Block]:
    """Headings, sentences and proposed wordings of sections IV and V."""
    body = material.consultation.drafting_body.rstrip(" .") or "cơ quan chủ trì soạn thảo"
    return [
        Heading("IV. KIẾN NGHỊ, ĐỀ XUẤT", 1),
        *_changes(quoter, told, body),
        Heading("V. ĐỀ NGHỊ TRẢ LỜI", 1),
        Paragraph((
            f"Đề nghị {body} nghiên cứu, tiếp thu, giải trình từng nhóm ý kiến tại Bảng tổng hợp kèm theo và trả lời "
            f"bằng văn bản trước ngày {day(material.consultation.reply_by)}.",
        )),
        Paragraph(("Trên đây là báo cáo tổng hợp ý kiến Nhân dân./.",)),
    ]  # fmt: skip


def _changes(quoter: Quoter, told: Told, body: str) -> list[Block]:
    wanted = [(subject, claim) for subject, claim in told.subjects if _asking(subject)]
    if not wanted:
        return [Paragraph(("Không có ý kiến nào đề nghị sửa, bổ sung hoặc bỏ nội dung.",))]
    blocks: list[Block] = [Paragraph((f"Nhân dân đề nghị {body} xem xét các nội dung sau, theo thứ tự của dự thảo:",))]
    for subject, claim in wanted:
        blocks.append(Paragraph((f"{subject.name}: ", *_sizes(subject, claim), "."), dash=True))
        blocks += quoter.proposals(subject.opinions, PROPOSALS)
    return blocks


def _asking(subject: Subject) -> list[Said]:
    return [said for said in subject.opinions if said.stance in DIFFERENT]


def _sizes(subject: Subject, claim: Claim) -> Sequence[Piece]:
    pieces: list[Piece] = []
    for name in DIFFERENT:
        some = [said for said in subject.opinions if said.stance == name]
        if some:
            pieces += ["; " if pieces else "", among(claim, some, f"{{}} ý kiến {lower(stance(name))}")]
    return pieces
