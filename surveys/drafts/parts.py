"""Lines that separate the parts of a document: attached documents, annexes, signatures, state headings."""

import re
from dataclasses import dataclass

_TYPES = (
    "QUY TẮC|QUY CHẾ|QUY ĐỊNH|QUY TRÌNH|QUY CHUẨN|QUY HOẠCH|QUY ƯỚC|HƯƠNG ƯỚC|NỘI QUY|ĐIỀU LỆ|KẾ HOẠCH|ĐỀ ÁN|"
    "CHƯƠNG TRÌNH|CHIẾN LƯỢC|PHƯƠNG ÁN|HƯỚNG DẪN|DANH MỤC|TIÊU CHÍ|BỘ TIÊU CHÍ|ĐỊNH MỨC|"
    "BẢNG GIÁ|CHÍNH SÁCH|DỰ ÁN|BỘ QUY TẮC|CƠ CHẾ"
)
_TITLES = (
    f"BỘ LUẬT|LUẬT|PHÁP LỆNH|NGHỊ QUYẾT|NGHỊ ĐỊNH|QUYẾT ĐỊNH|THÔNG TƯ LIÊN TỊCH|THÔNG TƯ|CHỈ THỊ|LỆNH|TỜ TRÌNH|BÁO CÁO|"
    f"THÔNG BÁO|CÔNG VĂN|THÔNG TRI|KẾT LUẬN|{_TYPES}"
)
_ATTACHED = re.compile(rf"^({_TYPES})(?= |$)\s*(.*)$")
_TITLE = re.compile(rf"^(?:DỰ THẢO )?({_TITLES})(?= |$)\s*(.*)$")
_DRAFTED = re.compile(r"^(?:BỘ LUẬT|LUẬT|PHÁP LỆNH|NGHỊ QUYẾT|NGHỊ ĐỊNH|QUYẾT ĐỊNH|THÔNG TƯ|CHỈ THỊ)$")
_WITH = re.compile(r"^\W*(?:Ban hành )?kèm theo", re.IGNORECASE)
_ANNEX = re.compile(
    r"^(?:PHỤ LỤC|Phụ lục|Phụ Lục)(?: (?:số |SỐ )?(?P<label>[IVXLC]+|\d{1,2}|[A-Z])(?![\w/]))?(?P<rest>[ .:–—(-].*)?$"
)
_FORM = re.compile(
    r"^(?P<label>(?:MẪU SỐ|Mẫu số|MẪU|Mẫu|BIỂU SỐ|Biểu số|BIỂU MẪU SỐ|Biểu mẫu số|BIỂU|Biểu) "
    r"[\d]{1,3}[a-zA-Z]?(?:[/.-][\w./-]*\w)?)(?P<rest>[ .:–—(-].*)?$"
)
_FOOTER = re.compile(
    r"^(?:N[ơo]i nh[ậaâ]n ?:?\W*$|N[ơo]i nh[ậaâ]n ?:|NƠI NHẬN ?:?|(?:TM|KT|TL|TUQ|T/M|K/T|Q)\. ?[A-ZĐÀ-Ỹ]{2}"
    r"|(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Hiến pháp) này (?:đã )?được "
    r"(?:Quốc hội|Ủy ban [Tt]hường vụ Quốc hội|UBTVQH|Hội đồng nhân dân|HĐND)\b.*thông qua)"
)
_SIGNER = re.compile(
    r"^(?:PHÓ |THỨ |TỔNG )?(?:CHỦ TỊCH(?: QUỐC HỘI| NƯỚC| HĐND| UBND)?|BỘ TRƯỞNG|TRƯỞNG|THỦ TƯỚNG|GIÁM ĐỐC|"
    r"TỔNG GIÁM ĐỐC|CHÁNH ÁN|VIỆN TRƯỞNG|BÍ THƯ|TRƯỞNG BAN|CHÁNH VĂN PHÒNG|THỐNG ĐỐC)$"
)
_STATE = re.compile(r"^(?:\S.* )?CỘNG H[ÒO][ÀA]? X[ÃA] HỘI CHỦ NGH[ĨI]A VIỆT NAM$")
_PREAMBLE = re.compile(
    r"^(?:(?:Căn cứ|Xét|Theo đề nghị|Thực hiện|Sau khi|Trên cơ sở|Theo|Quốc hội|Chính phủ|Bộ trưởng|Thủ tướng|Ủy ban|"
    r"Hội đồng|Để|Nhằm|Số ?:)(?!\w)|\((?:Ban hành )?kèm theo)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Opening:
    """The first line of an attached document or annex: level, label and what else stood on the line."""

    level: str
    label: str
    rest: str


def annex_opening(line: str) -> Opening | None:
    """ "PHỤ LỤC II", "Phụ lục 1. Tên", "Mẫu số 01": alone, before capitals, or before a stop."""
    for pattern in (_ANNEX, _FORM):
        match = pattern.match(line)
        if match is None:
            continue
        rest = (match["rest"] or "").strip()
        title = rest.lstrip(".:–—- ")
        if not title or title.isupper() or (rest != title and title[0].isupper()) or title[0] == "(":
            return Opening("phuluc", match["label"] or "", title)
    return None


def attached_opening(line: str) -> Opening | None:
    """ "KẾ HOẠCH" alone or with a title in capitals: the name of an attached document."""
    match = _ATTACHED.match(line)
    if match is None or not line.isupper() or line.endswith((":", ";", ".", ",")):
        return None
    return Opening("kemtheo", match[1], match[2])


def drafted_opening(line: str) -> Opening | None:
    """ "NGHỊ QUYẾT" alone: after a signed proposal, the draft that it proposes."""
    return Opening("kemtheo", line, "") if _DRAFTED.match(line) else None


def says_attached(line: str) -> bool:
    """ "(Ban hành kèm theo Quyết định số …)"."""
    return bool(_WITH.match(line))


def title_words(line: str) -> tuple[str, str] | None:
    """Kind of document and the rest of the line, if the line is the title of a document."""
    match = _TITLE.match(line)
    if match is None or line.endswith(":"):
        return None
    return match[1], match[2]


def starts_footer(line: str) -> bool:
    """ "Nơi nhận:", "TM. BAN THƯỜNG TRỰC", "Luật này được Quốc hội … thông qua"."""
    return bool(_FOOTER.match(line)) and len(line) < 400


def is_signer(line: str) -> bool:
    """The office of the one who signs, alone on its line; such a line may also stand at the head of a document."""
    return bool(_SIGNER.match(line))


def is_state_heading(line: str) -> bool:
    """The name of the State, with which a document or a form begins."""
    return bool(_STATE.match(line))


def starts_preamble(line: str) -> bool:
    """A line that cannot belong to a title: legal bases, who decides, numbers of documents."""
    return bool(_PREAMBLE.match(line))


def is_boundary(line: str) -> bool:
    """Lines that never join a neighbour."""
    return starts_footer(line) or is_signer(line) or is_state_heading(line) or attached_alone(line)


def attached_alone(line: str) -> bool:
    """The kind of document alone on its line."""
    found = title_words(line)
    return found is not None and not found[1]
