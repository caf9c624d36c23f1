"""What every reader of files gives: the text of a draft and what the officer should know about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from surveys.drafts.errors import DraftError

MAX_TEXT = 3_000_000
"""Characters: over a thousand pages, five times the longest code of law; reading more would keep an officer waiting."""
TOO_LONG = "Văn bản dài hơn 3 triệu ký tự (trên một nghìn trang); hãy chia thành nhiều tệp nhỏ hơn rồi tải lên."


@dataclass(frozen=True)
class Source:
    """The text of a file, one paragraph a line, with warnings in Vietnamese."""

    text: str
    warnings: tuple[str, ...] = ()


def together(lines: Iterable[str]) -> str:
    """The lines as one text; raises DraftError, without asking for more lines, where they grow beyond `MAX_TEXT`."""
    kept: list[str] = []
    size = 0
    for line in lines:
        size += len(line) + 1
        if size > MAX_TEXT:
            raise DraftError(TOO_LONG)
        kept.append(line)
    return "\n".join(kept)
