"""Which column of a spreadsheet is which, guessed from the headers people write."""

import re
import unicodedata
from collections.abc import Sequence

# Patterns are matched against the whole folded header, so that a data cell ('Xã Yên Sơn') is not taken for a header.
_PATTERNS = {
    "text": (
        r"(toan van |noi dung )?(y kien|gop y|phan anh|kien nghi|de nghi|binh luan|nhan xet)"
        r"( (gop y|y kien|tham gia|dong gop|phan anh|kien nghi|cu the))*( cua)?( (nguoi dan|cong dan|cu tri|ong ba))?",
        r"noi dung( (y kien|gop y|phan anh|kien nghi|tham gia))*( cu the)?",
        # Not the reply: 'ý kiến tiếp thu, giải trình'.
        r"(cac )?y kien(?!.*(tiep thu|giai trinh|tra loi)).{0,40}",
        r"text|opinion|comment|content|feedback",
    ),
    "place": (
        r"(ten )?(dia ban|dia phuong|don vi|noi o|noi cu tru|dia chi)( .{0,20})?",
        r"(ten |thuoc )?(xa|phuong)( phuong| xa)?( thi tran| tt)?( dac khu)?",
        r"(ma )?(don vi|xa|dia ban)( hanh chinh)?",
        r"unit|unit code|place|commune|ward|location",
    ),
    "channel": (
        r"(kenh|hinh thuc|phuong thuc|nguon)( (tiep nhan|lay y kien|thu thap|gui|gop y|y kien))*",
        r"channel|source",
    ),
    "clause": (
        r"(tai |thuoc )?(dieu khoan|dieu khoan diem|dieu|khoan|chuong dieu|muc|phan)( (gop y|du thao|lien quan))*",
        r"nhom van de( dieu khoan)?",
        r"clause|article|section",
    ),
    "date": (
        r"(ngay|thoi gian|thoi diem|ngay thang)( (nam|gui|nhan|tiep nhan|gop y|lay y kien|ghi|thu thap))*",
        r"date|day|time|timestamp",
    ),
    "stance": (
        r"(thai do|quan diem|lap truong|y kien ve dieu khoan|muc do dong y|muc do tan thanh)( (gop y|y kien|chung))*",
        r"(loai|tinh chat|phan loai) (y kien|gop y|de nghi)( .{0,20})?",
        r"(tan thanh|dong y)( (khong|hay khong|sua|bo|bo sung|khong tan thanh|khong dong y|y kien khac))*",
        r"stance|position",
    ),
    "proposed": (
        r"(cau chu|cau|phuong an|noi dung|van ban) (de nghi|de xuat|kien nghi|sua|thay the|du kien)( .{0,20})?",
        r"(de xuat|de nghi|kien nghi) (sua|chinh sua|thay|bo sung|viet lai)( .{0,20})?",
        r"proposal|proposed|wording",
    ),
    "sheet": (
        r"(ma|so|so hieu|ky hieu) (phieu|to phieu|ban|van ban|lan gui)( (gop y|y kien|khao sat))*",
        r"phieu( so)?",
        r"sheet|form|form id|submission",
    ),
    "respondent": (
        r"(loai )?(doi tuong|chu the|thanh phan)( (gop y|gui|tra loi|tham gia|y kien))*",
        r"respondent|who",
    ),
}
ROLES = tuple(_PATTERNS)
_COMPILED = {role: tuple(map(re.compile, patterns)) for role, patterns in _PATTERNS.items()}
_LONGEST_HEADER = 60


def folded(header: str) -> str:
    """Lower case without diacritics, anything but letters and digits a blank: 'Điều/khoản' → 'dieu khoan'."""
    marks_apart = unicodedata.normalize("NFD", header.casefold().replace("đ", "d"))
    plain = "".join(char for char in marks_apart if not unicodedata.combining(char))
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def role_of(header: str) -> str | None:
    """The role this one header names, None when it names none."""
    words = folded(header) if len(header) <= _LONGEST_HEADER else ""
    for role, patterns in _COMPILED.items():
        if any(pattern.fullmatch(words) for pattern in patterns):
            return role
    return None


def guess_columns(headers: Sequence[str]) -> dict[str, int]:
    """Role (see ROLES) → index of the first header that names it; roles nobody names are left out."""
    found: dict[str, int] = {}
    for index, header in enumerate(headers):
        role = role_of(header)
        if role is not None:
            found.setdefault(role, index)
    return found
