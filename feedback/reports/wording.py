"""Words and numbers of documents. Documents are in Vietnamese whatever language the screens are shown in."""

from collections.abc import Iterable
from datetime import date, datetime

from feedback import clock
from feedback.consultations.models import Consultation
from feedback.ledger.names import ASPECT_NAMES, CHANNEL_NAMES, RESPONDENT_NAMES, STANCE_NAMES
from surveys import numerals

NO_STANCE = "Không nêu rõ"
NO_PLACE = "Không ghi địa bàn"
WHOLE = "Ý kiến chung, không gắn với điều khoản nào"
UNPLACED = "Ý kiến chưa xếp được vào nhóm nào"
EXCLUDED = "Ý kiến mà người gửi không đồng ý để máy tính xếp nhóm"
WORDLESS = "Ý kiến chỉ bày tỏ thái độ, không viết lời"
NEW = "Ý kiến nhận sau lần phân tích gần nhất"
NOT_ANALYSED = "Ý kiến chưa phân nhóm"

_SUBJECTS = {
    "criticism": "Tổng hợp ý kiến Nhân dân đối với",
    "supervision": "Tổng hợp ý kiến Nhân dân phục vụ giám sát về",
    "survey": "Tổng hợp kết quả khảo sát ý kiến Nhân dân về",
}
_NAMES = ("Điều ", "Chương ", "Phụ lục", "Ủy ban", "Ban Công tác", "Nhân dân", "Sở ", "Hội đồng")
_COMMON = ("Dự thảo", "Việc", "Đề án", "Kế hoạch", "Chương trình", "Chính sách", "Góp ý", "Lấy ý kiến")
_BASIS = (
    "Căn cứ Luật Mặt trận Tổ quốc Việt Nam năm 2015, được sửa đổi, bổ sung năm 2025;",
    "Căn cứ Luật Thực hiện dân chủ ở cơ sở năm 2022;",
)


def number(value: float) -> str:
    """'1.234' or '2,5'."""
    return numerals.show(value)


def percent(part: int, base: int) -> str:
    """'45,2%', or a dash where there is nothing to divide by."""
    return numerals.percent(part / base if base else None)


def day(value: date | datetime | None) -> str:
    """'05/11/2026' by the calendar in Vietnam; dots where no day is set."""
    if isinstance(value, datetime):
        value = clock.local(value).date()
    return f"{value:%d/%m/%Y}" if value else "…/…/…"


def channel(name: str) -> str:
    """Name of a channel; an unknown one as it is stored."""
    return str(CHANNEL_NAMES.get(name, name))


def stance(name: str | None) -> str:
    """Name of a stance."""
    return str(STANCE_NAMES[name]) if name in STANCE_NAMES else NO_STANCE


def aspect(name: str) -> str:
    """Name of a heading of social criticism."""
    return str(ASPECT_NAMES.get(name, name))


def respondent(name: str) -> str:
    """Name of a kind of respondent."""
    return str(RESPONDENT_NAMES.get(name, name))


def lower(text: str) -> str:
    """With a small first letter, to stand inside a sentence; abbreviations and names keep theirs."""
    return text if text[:2].isupper() or text.startswith(_NAMES) else text[:1].lower() + text[1:]


def upper(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def listed(items: Iterable[str]) -> str:
    """'a, b và c'."""
    *first, last = items
    return f"{', '.join(first)} và {last}" if first else last


def subject(consultation: Consultation) -> str:
    """What the document is about, as it stands below its kind."""
    return f"{_SUBJECTS[consultation.kind]} {about(consultation)}"


def about(consultation: Consultation) -> str:
    """The title as it stands inside a sentence."""
    title = consultation.title.rstrip(" .")
    return lower(title) if title.startswith(_COMMON) else title


def basis(consultation: Consultation) -> tuple[str, ...]:
    """The legal basis, one line each; the last one ends in a comma because a sentence follows."""
    asker = lower(consultation.unit.name)
    return (*_BASIS, f"Thực hiện đợt lấy ý kiến Nhân dân của Ủy ban MTTQ Việt Nam {asker},")
