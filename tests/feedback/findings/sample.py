"""Made-up opinions about three things, to be put into a ledger."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from feedback import clock
from feedback.consultations.models import Clause, DraftVersion
from feedback.identity import consent
from feedback.ledger.models import Opinion
from feedback.ledger.service import NewOpinion, NewSubmission, record
from feedback.units.models import Unit
from tests.cast import COMMUNE, OTHER
from tests.site import Site

WASTE = (
    "Đề nghị thu gom rác thải sinh hoạt mỗi tuần ba lần", "Xe thu gom rác không vào được ngõ nhỏ",
    "Phí thu gom rác tăng cao quá, dân nghèo khó đóng", "Cần thêm thùng rác công cộng ở chợ",
    "Rác thải sinh hoạt đổ tràn ra bờ suối bốc mùi", "Nên phân loại rác thải ngay tại nhà",
    "Xe rác đến muộn, rác thải để ngoài đường cả ngày", "Phí rác nên thu theo hộ chứ không theo đầu người",
    "Bãi rác gần nhà dân quá, mùi hôi suốt đêm", "Thùng rác hỏng cả năm không ai thay",
)  # fmt: skip
LIGHT = (
    "Đường thôn không có đèn chiếu sáng, ban đêm rất nguy hiểm", "Đề nghị lắp đèn đường ở ngã ba đầu thôn",
    "Đèn đường hỏng ba tháng chưa sửa", "Bóng đèn chiếu sáng nên dùng loại tiết kiệm điện",
    "Tiền điện của đèn đường do ai trả?", "Đèn đường bật muộn tắt sớm, học sinh đi học về tối om",
    "Nên lắp đèn năng lượng mặt trời cho đường thôn", "Cột đèn chiếu sáng nghiêng sắp đổ vào nhà dân",
    "Đường tối không đèn hay xảy ra tai nạn", "Lắp thêm đèn đường chỗ cầu treo",
)  # fmt: skip
CLINIC = (
    "Trạm y tế xã thiếu bác sĩ, phải lên huyện khám bệnh", "Trạm y tế không có thuốc bảo hiểm y tế",
    "Khám bệnh bằng bảo hiểm y tế phải chờ lâu", "Người già đi khám bệnh xa rất vất vả",
    "Bác sĩ trạm y tế khám bệnh tận tình, tôi cảm ơn", "Cần bác sĩ trực đêm ở trạm y tế",
    "Thuốc bảo hiểm y tế cấp ít, uống không đủ", "Máy siêu âm của trạm y tế hỏng, khám bệnh không được",
    "Trẻ em khám bệnh nên được miễn chờ", "Đề nghị xe đưa bác sĩ về bản khám bệnh lưu động",
)  # fmt: skip
ALL = (*WASTE, *LIGHT, *CLINIC)


def tell(
    site: Site, consultation_id: int, texts: Iterable[str], *, stance: str | None = "amend", channel: str = "paper",
    unit: str | None = COMMUNE, group: bool = True, clause: str | None = "d1", key: str = "", proposed: str = "",
) -> list[str]:  # fmt: skip
    """Record each text as a sending of its own; the codes of the opinions."""
    with site.session() as session:
        place = session.scalars(select(Unit).where(Unit.name == unit)).one() if unit else None
        known = session.scalars(select(Clause).join(DraftVersion).where(Clause.path == clause)).first()
        for text in texts:
            opinion = NewOpinion(
                text=text, stance=stance, clause_path=clause, clause_id=known.id if known else None, proposed=proposed
            )
            new = NewSubmission(
                consultation_id, key=f"{key}{consultation_id}{text}", channel=channel, opinions=(opinion,),
                consents={consent.GROUP: group, consent.PUBLISH: True}, unit_id=place.id if place else None,
            )  # fmt: skip
            record(session, site.secret, new, "test")
    codes = codes_of(site, consultation_id)
    return [codes[text] for text in texts]


def codes_of(site: Site, consultation_id: int) -> Mapping[str, str]:
    """The code of each opinion by its words."""
    with site.session() as session:
        rows = session.execute(select(Opinion.text, Opinion.code).where(Opinion.consultation_id == consultation_id))
        return {row.text: row.code for row in rows}


def tell_all(site: Site, consultation_id: int) -> None:
    """The three things: waste from one commune on paper, light from another at a meeting, the clinic from nowhere said."""
    tell(site, consultation_id, WASTE, clause="d1")
    tell(site, consultation_id, LIGHT, clause="d2.k1", channel="meeting", unit=OTHER, stance="add")
    tell(site, consultation_id, CLINIC, clause=None, channel="hotline", unit=None, stance=None)


def add_draft(site: Site, consultation_id: int) -> None:
    """A draft of two Điều."""
    rows = (("d1", None, "dieu", "1", "Thu gom rác"), ("d2", None, "dieu", "2", "Chiếu sáng"), ("d2.k1", "d2", "khoan", "1", ""))
    with site.session() as session:
        draft = DraftVersion(
            consultation_id=consultation_id, number=1, file_name="a.txt", sha256="0" * 64, title="Dự thảo", source="",
            created_by_id=1, created_at=clock.now(),
        )  # fmt: skip
        session.add(draft)
        session.flush()
        for place, (path, parent, level, label, heading) in enumerate(rows):
            session.add(Clause(
                draft_id=draft.id, path=path, parent_path=parent, position=place, level=level, label=label,
                heading=heading, text=f"Nội dung của {path}",
            ))  # fmt: skip
