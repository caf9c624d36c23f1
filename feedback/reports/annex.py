"""The annex: under the number of each figure, the codes of the opinions it counts."""

from collections.abc import Iterable
from typing import Any

from feedback.reports.blocks import TARGET
from feedback.reports.paper import CENTRE, FINE, JUSTIFIED, Look, bookmark, shape, write
from feedback.reports.values import Claim
from feedback.reports.wording import number

TITLE = "PHỤ LỤC"
SUBTITLE = "Mã ý kiến theo từng số liệu"
MEANING = (
    "Mỗi số trong ngoặc vuông ở báo cáo ứng với một dòng dưới đây. Cán bộ được phân công nhập mã vào hệ thống để đọc "
    "nguyên văn ý kiến. Phụ lục này dùng để kiểm tra nội bộ; khi công khai báo cáo thì xuất bản không kèm phụ lục."
)
_HEAD = Look(bold=True, align=CENTRE, after=0)
_ENTRY = Look(size=FINE, align=JUSTIFIED, after=3)


def print_annex(document: Any, claims: Iterable[Claim]) -> None:
    """Print the annex at the end of a document."""
    for line in (TITLE, SUBTITLE):
        write(shape(document.add_paragraph(), _HEAD), line, _HEAD)
    look = Look(size=12, italic=True, before=6)
    write(shape(document.add_paragraph(), look), MEANING, look)
    for claim in claims:
        _entry(document, claim)


def _entry(document: Any, claim: Claim) -> None:
    paragraph = shape(document.add_paragraph(), _ENTRY)
    bookmark(paragraph, TARGET.format(claim.mark), claim.mark)
    write(paragraph, f"[{claim.mark}] {claim.title} ({number(claim.count)}): ", _ENTRY, bold=True)
    write(paragraph, codes_in_words(claim), _ENTRY)


def codes_in_words(claim: Claim) -> str:
    """The codes, part by part; for a claim made of others, the marks of these."""
    if claim.whole:
        return f"gồm mọi mã tại {', '.join(f'[{mark}]' for mark in claim.whole)}."
    if len(claim.parts) > 1:
        return " ".join(f"{part.label} ({number(len(part.codes))}): {', '.join(part.codes)}." for part in claim.parts)
    return f"{', '.join(claim.codes)}."
