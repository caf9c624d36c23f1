"""Every text a person sees can be translated, is translated into English, and is written in composed characters (NFC)."""

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ENGLISH = ROOT / "translations" / "en" / "LC_MESSAGES" / "messages.po"
SPOKEN = frozenset({"alt", "title", "aria-label", "aria-description", "placeholder", "label", "summary"})
"""Attributes whose value a person sees or hears."""
CALLS = frozenset({"_", "gettext", "ngettext"})
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]")
METHODS = [
    (".venv/**", "ignore"), ("tests/**", "ignore"), ("bench/**", "ignore"), ("instance/**", "ignore"),
    ("feedback/**.py", "python"), ("surveys/**.py", "python"), ("templates/**.html", "jinja2"),
]  # fmt: skip


ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
EXPRESSION = "zqz"
"""Stands for the value of an expression: may be the name of a tag, is no word."""


def letters(text: str) -> bool:
    """Whether a person would read something here."""
    return any(character.isalpha() for character in text.replace(EXPRESSION, ""))


class Bare(HTMLParser):
    """Collects the words that stand in a page outside of any expression. What is printed on a key is the same everywhere."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.key = False

    def handle_endtag(self, tag: str) -> None:
        """The end of a key."""
        self.key = self.key and tag != "kbd"

    def handle_data(self, data: str) -> None:
        """Text between tags; a macro may also write only the attributes of a tag that others open."""
        words = ATTRIBUTE.sub("", data)
        if letters(words) and not self.key:
            self.found.append(words.strip())
        self.handle_starttag("", [(name, value) for name, value in ATTRIBUTE.findall(data)])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Attributes that are read out or shown."""
        self.key = tag == "kbd"
        kind = dict(attrs).get("type")
        spoken = SPOKEN | ({"value"} if tag == "input" and kind in ("submit", "button") else set())
        self.found += [f"{name}={value}" for name, value in attrs if name in spoken and value and letters(value)]


def skeleton(node: nodes.Node) -> str:
    """A template's own characters in their order; every expression becomes EXPRESSION."""
    if isinstance(node, nodes.TemplateData):
        return node.data
    if isinstance(node, nodes.Expr):
        return EXPRESSION
    return "".join(skeleton(child) for child in node.iter_child_nodes())


def bare_words(source: str) -> list[str]:
    """Words of a template that no translator would ever see."""
    tree = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(source)
    reader = Bare()
    reader.feed(skeleton(tree))
    reader.close()
    return reader.found + [text for text in constants(tree) if not text.isascii() and letters(text)]


def constants(node: nodes.Node) -> Iterator[str]:
    """Literal strings in expressions, except what is handed to a translating call as its first words."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    hidden: list[nodes.Node] = []
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in CALLS:
        hidden = [argument for argument in node.args if isinstance(argument, nodes.Const)]
    for child in node.iter_child_nodes():
        if child not in hidden:
            yield from constants(child)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_template_holds_words_of_its_own(path: Path) -> None:
    assert bare_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Xin chào</p>", "<img alt='Hình' src='a.png'>", "<input placeholder='Tên'>", "<a title='x'>{{ _('y') }}</a>",
        "<p>{{ 'Có' if yes else 'Không' }}</p>", "<input type='submit' value='Gửi'>",
        '{% macro a() %} id="a" aria-label="Tên"{% endmacro %}', "<p>{% if a %}Hết{% endif %}</p>",
        "{% macro m() %}<span>Một</span>{% endmacro %}", "<p aria-label='{{ name }} ơi'></p>",
        "<kbd>Alt</kbd> sửa",
    ],
)  # fmt: skip
def test_this_test_would_see_bare_words(source: str) -> None:
    assert bare_words(source)


def test_this_test_lets_translated_words_and_markup_pass() -> None:
    source = "<p class='card {{ kind }}'{% if a %} hidden{% endif %}>{{ _('Chào %(n)s', n=name) }} · 1 / 2</p>"
    assert bare_words(source) == []


@pytest.fixture(scope="module")
def asked() -> Catalog:
    """All messages of code and templates, as `make messages` collects them."""
    catalog = Catalog()
    keywords = {"_": None, "gettext": None, "_l": None, "lazy_gettext": None, "ngettext": (1, 2)}
    found = extract_from_dir(ROOT, METHODS, keywords=keywords, directory_filter=_inside)
    for _file, _line, message, _comments, _context in found:
        catalog.add(message)
    return catalog


def _inside(folder: str | Path) -> bool:
    return not Path(folder).name.startswith((".", "_")) and Path(folder).name not in ("tests", "instance", "node_modules")


@pytest.fixture(scope="module")
def english() -> Catalog:
    """The English catalogue."""
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def ids(message: Message) -> tuple[str, ...]:
    """The Vietnamese wordings of a message: one, or singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def strings(message: Message) -> tuple[str, ...]:
    """Its translations."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def test_messages_are_found_in_code_and_in_templates(asked: Catalog) -> None:
    assert "Đăng nhập" in asked  # a template
    assert "Hãy gõ mật khẩu." in asked  # a form
    assert len(asked) > 100


def test_every_message_has_an_english_translation(asked: Catalog, english: Catalog) -> None:
    missing = []
    for message in asked:
        if not message.id:
            continue
        known = english.get(message.id)
        if known is None or known.fuzzy or not all(strings(known)) or not strings(known):
            missing.append(ids(message)[0])
    assert missing == [], f"{len(missing)} without English"


def test_translations_keep_the_placeholders(english: Catalog) -> None:
    wrong = []
    for message in english:
        wanted = {mark for text in ids(message) for mark in PLACEHOLDER.findall(text)} if message.id else set()
        for text in strings(message) if message.id else ():
            if text and set(PLACEHOLDER.findall(text)) != wanted:
                wrong.append(text)
    assert wrong == []


@pytest.mark.parametrize("folder", ["feedback", "surveys", "analysis", "templates", "translations", "docs"])
def test_everything_written_here_is_nfc(folder: str) -> None:
    endings = {".py", ".html", ".po", ".pot", ".md", ".css", ".json", ".csv", ".txt", ".js", ".toml"}
    odd = [
        str(path.relative_to(ROOT))
        for path in (ROOT / folder).rglob("*")
        if path.suffix in endings
        and "data" not in path.relative_to(ROOT).parts
        and not unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
    ]
    assert odd == []
