"""Cut an expression into tokens, as XPath 1.0 does, and say in Vietnamese what does not belong."""

import re
from dataclasses import dataclass

from surveys.conditions.errors import ExpressionError

_TOKEN = re.compile(
    r"""(?P<blank>[\s ]+)
    | (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    | \$\{\s*(?P<answer>[^{}]*?)\s*\}
    | (?P<text>"[^"]*"|'[^']*'|[“”][^“”]*[“”]|[‘’][^‘’]*[‘’])
    | (?P<name>[^\W\d][\w.-]*(?:::?[^\W\d][\w.-]*)?)
    | (?P<mark><=|>=|!=|[=<>+*(),.-])""",
    re.VERBOSE,
)
_WORD = re.compile(r"(?:and|or|div|mod)(?![^\W\d])")
_QUESTION = re.compile(r"[^\W\d][\w.-]*")

_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>")
MARKUP = "biểu thức không được chứa thẻ định dạng như <b> hay <output>."

# What people write out of habit from other languages or copy from other programs; longer marks first.
_HINTS = (
    (re.compile(r"=="), "so sánh bằng viết một dấu “=”, không viết “==”."),
    (re.compile(r"<>"), "khác nhau viết là “!=”."),
    (re.compile(r"&\w+;|&#\w+;"), "còn ký hiệu của trang web; hãy viết dấu thật, ví dụ “<” thay cho “&lt;”."),
    (_MARKUP, MARKUP),
    (re.compile(r"&"), "“và” viết là “and”."),
    (re.compile(r"\|"), "“hoặc” viết là “or”."),
    (re.compile(r"!"), "phủ định viết là not(…), khác nhau viết là “!=”."),
    (re.compile(r"≠"), "khác nhau viết là “!=”."),
    (re.compile(r"≤"), "nhỏ hơn hoặc bằng viết là “<=”."),
    (re.compile(r"≥"), "lớn hơn hoặc bằng viết là “>=”."),
    (re.compile(r"[−–—]"), "dấu trừ viết là “-”."),
    (re.compile(r"[×]"), "phép nhân viết là “*”."),
    (re.compile(r"[/÷:]"), "phép chia viết là “div”; đường dẫn không dùng ở đây, hãy viết ${tên_câu_hỏi}."),
    (re.compile(r"%"), "lấy số dư viết là “mod”."),
    (re.compile(r";"), "các phần trong ngoặc của hàm cách nhau bằng dấu phẩy."),
    (re.compile(r"[\"'“”‘’]"), "dấu nháy này chưa được đóng."),
    (re.compile(r"\$\{"), "thiếu dấu “}” sau tên câu hỏi."),
    (re.compile(r"\$"), "câu hỏi viết là ${tên_câu_hỏi}."),
    (re.compile(r"[{}]"), "dấu ngoặc nhọn chỉ dùng quanh tên câu hỏi: ${tên_câu_hỏi}."),
    (re.compile(r"[\[\]@]"), "đường dẫn của XPath không dùng ở đây, hãy viết ${tên_câu_hỏi}."),
)


@dataclass(frozen=True)
class Token:
    """`kind` is number, text, answer, name, mark, end or error; `text` its content without quotes; `at` where it starts.

    An error holds the sentence in `text`; it comes last, so that mistakes before it are told first.
    """

    kind: str
    text: str
    at: int
    end: int


def tokens(source: str) -> list[Token]:
    """All tokens of `source` (NFC) up to an 'end', or up to an 'error' at the first thing that is no token."""
    found: list[Token] = []
    at = 0
    while at < len(source):
        try:
            token = _next(source, at, after_operand=bool(found) and _is_operand(found[-1]))
        except ExpressionError as error:
            return [*found, Token("error", error.sentence, error.at, len(source))]
        if token.kind != "blank":
            found.append(token)
        at = token.end
    return [*found, Token("end", "", len(source), len(source))]


def hint(source: str, at: int) -> str | None:
    """The sentence for a habit from elsewhere that starts at `at`; None when there is none."""
    return next((sentence for habit, sentence in _HINTS if habit.match(source, at)), None)


def _is_operand(token: Token) -> bool:
    return token.kind in {"number", "text", "answer", "name"} or token.text in {")", "."}


def _next(source: str, at: int, after_operand: bool) -> Token:
    # 'and' after an operand is the operator even where digits follow at once ('1and1'); elsewhere it is a name.
    word = _WORD.match(source, at) if after_operand else None
    if word:
        return Token("mark", word[0], at, word.end())
    match = _TOKEN.match(source, at)
    if match is None or (source[at] == "=" and source.startswith("==", at)) or source.startswith("<>", at):
        markup = _MARKUP.search(source) if "</" in source[at - 1 : at + 1] or source.startswith("/>", at) else None
        if markup:
            raise ExpressionError(MARKUP, markup.start())
        raise ExpressionError(hint(source, at) or f"dấu “{source[at]}” không dùng được trong biểu thức.", at)
    kind = match.lastgroup or ""
    text = match[kind][1:-1] if kind == "text" else match[kind]
    if kind == "answer" and not _QUESTION.fullmatch(text):
        raise ExpressionError(f"“{text}” không phải là tên câu hỏi.", at)
    return Token(kind, text, at, match.end())
