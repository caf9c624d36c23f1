"""Which clause of a draft somebody means: 'khoản 2 Điều 5', 'Đ5 k2', 'Điều 5.2', 'mục 1 phần II', 'I.1', 'd5.k2'."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import permutations

from surveys.drafts.markers import roman_number
from surveys.drafts.tree import Node, full_label

_SPOKEN = {
    "điều": ("dieu",), "dieu": ("dieu",), "đ": ("dieu",), "d": ("dieu",),
    "khoản": ("khoan", "so"), "khoan": ("khoan", "so"), "k": ("khoan", "so"),
    "điểm": ("diem", "so", "sonho"), "diem": ("diem", "so", "sonho"),
    "chương": ("chuong",), "chuong": ("chuong",),
    "tiểu mục": ("tieumuc", "so", "sonho"), "tieu muc": ("tieumuc", "so", "sonho"),
    "mục": ("muc", "so", "sonho", "lama", "chuhoa"), "muc": ("muc", "so", "sonho", "lama", "chuhoa"),
    "phần": ("phan", "lama", "chuhoa"), "phan": ("phan", "lama", "chuhoa"),
    "phụ lục": ("phuluc",), "phu luc": ("phuluc",),
}  # fmt: skip
_WHOLE = frozenset(
    {"", "-", "–", "chung", "góp ý chung", "ý kiến chung", "toàn văn", "toàn bộ", "toàn bộ dự thảo", "cả dự thảo",
     "dự thảo", "không", "không nêu", "khác"}
)  # fmt: skip
_LABEL = r"(?:\d{1,3}[a-zđ]?|[ivxlc]+)(?:\.\w{1,3})*|[a-zđ]\d?"
_PAIR = re.compile(
    rf"(?<![^\W\d_])(?:({'|'.join(word for word in _SPOKEN if len(word) > 1)})[ .:]*({_LABEL})|([đdk])[ .]?(\d{{1,3}}[a-z]?))"
    r"(?![^\W_])"
)
_MORE = re.compile(r"[ ]*(?:,|;|và|-|–|đến|/)[ ]*(?:\d{1,3}[a-zđ]?|[a-zđ])(?![^\W_])")
_ROMAN_LEVELS = frozenset({"phan", "chuong", "muc", "lama", "phuluc"})
_SHOWN = 3


class CitationError(ValueError):
    """No one clause is meant; the message is one Vietnamese sentence that says what to do."""


class Citations:
    """The clauses of one draft, to be found by the names people give them."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = {node.path: node for node in nodes}
        self._numbers = {path: self._numbering(path) for path in self._nodes}
        # Clauses of an attached document are told from those of the main one by its name only.
        self._attached = {self._name(path).lower(): path for path in self._nodes if path.startswith("kt")}

    def find(self, written: str) -> str | None:
        """The anchor of the clause meant; None where the whole draft is. Raises CitationError."""
        text = " ".join(unicodedata.normalize("NFC", written).lower().split())
        if text.strip(" .") in _WHOLE:
            return None
        if text in self._nodes or text in self._attached:
            return self._attached.get(text, text)
        pairs = _pairs(text)
        single = pairs[0][1] if len(pairs) == 1 else "" if pairs else text
        if not pairs or "." in single:
            return self._one(written, self._numbered(_plain(single)))
        return self._one(written, [path for path in self._nodes if self._fits(path, pairs)])

    def _numbered(self, number: str) -> list[str]:
        """Clauses with this numbering; if there are none, those whose numbering ends so."""
        exact = [path for path, own in self._numbers.items() if own == number]
        return exact or [path for path, own in self._numbers.items() if number and own.endswith(f".{number}")]

    def _one(self, written: str, found: list[str]) -> str:
        if not found:
            raise CitationError(f"Dự thảo không có “{written}”. Hãy ghi như: điểm a khoản 2 Điều 5.")
        if len(found) > 1:
            names = "; ".join(f"{self._name(path)} – ký hiệu {path}" for path in found[:_SHOWN])
            more = "…" if len(found) > _SHOWN else ""
            raise CitationError(f"“{written}” có ở nhiều chỗ: {names}{more}. Hãy ghi đủ tên, hoặc ghi ký hiệu.")
        return found[0]

    def _name(self, path: str) -> str:
        return full_label(self._line(path), path)

    def _fits(self, path: str, pairs: list[tuple[str, str]]) -> bool:
        """Whether the clause itself is one of those named and lies in the others, each a clause of its own."""
        line = self._line(path)
        if not any(_named(line[0], *pair) for pair in pairs):
            return False
        return any(
            line[0] in order and all(_named(node, *pair) for node, pair in zip(order, pairs, strict=True))
            for order in permutations(line, len(pairs))
        )

    def _line(self, path: str) -> list[Node]:
        """The clause and those it lies in, innermost first."""
        line = [self._nodes[path]]
        while (above := self._nodes.get(line[-1].parent or "")) is not None:
            line.append(above)
        return line

    def _numbering(self, path: str) -> str:
        """'5.2.đ' for điểm đ khoản 2 Điều 5, 'i.1' for mục 1 phần I: an Điều and what numbers itself whole start anew."""
        parts: list[str] = []
        for node in self._line(path):
            label = node.label.lower()
            if not parts or not parts[0].startswith(f"{label}."):
                parts.insert(0, label)
            if node.level == "dieu":
                break
        return ".".join(parts)


def _pairs(text: str) -> list[tuple[str, str]]:
    """(word, label) of each clause named. Raises CitationError where several of one kind are."""
    text = re.sub(r"(?<=\d)(?=[kđ]\d)", " ", text)
    found: list[tuple[str, str]] = []
    for match in _PAIR.finditer(text):
        word, label = match[1] or match[3], match[2] or match[4]
        if _MORE.match(text, match.end()) or any(_SPOKEN[word] == _SPOKEN[other] for other, _ in found):
            raise CitationError("Ô này nêu nhiều điều khoản. Mỗi dòng chỉ gắn được một; hãy tách thành nhiều dòng.")
        found.append((word, label))
    return found


def _named(node: Node, word: str, label: str) -> bool:
    if node.level not in _SPOKEN[word]:
        return False
    if word == "diem" and label == "d" and node.label == "đ":  # written without diacritics it may be either
        return True
    return _comparable(node.level, node.label.lower()) == _comparable(node.level, label)


def _comparable(level: str, label: str) -> str:
    """Roman and Arabic numbers alike where drafts use both; '05' as '5'."""
    if level in _ROMAN_LEVELS and label and set(label) <= set("ivxlc"):
        return str(roman_number(label.upper()))
    return label.lstrip("0")


def _plain(text: str) -> str:
    """A bare numbering as `_numbering` writes it: 'I.1.' → 'i.1', 'II - 2 a)' → 'ii.2.a'."""
    return ".".join(re.findall(r"\w+", text))
