"""The documents of the shared data: exact structure, as they are and as a wrapped printout."""

import json
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Browser

from surveys.drafts.grammar import parse_text
from surveys.drafts.read import read_draft
from surveys.drafts.tree import render
from tests.surveys.drafts.pdf_maker import pdf, printed
from tests.surveys.drafts.samples import outline, wrapped
from tests.surveys.drafts.test_read_odt import odt, p

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
TRUTH = DATA / "drafts" / "truth.json"
KEYS = (
    "13-2023-nd-cp", "10-2022-qh15", "28-2018-qh14", "11-2012-tt-btp", "262-q-ttg-2024", "seed_000_baec051b22602dfe",
)  # fmt: skip

pytestmark = pytest.mark.skipif(not TRUTH.exists(), reason="../shared/data/drafts is not on this machine")


@cache
def truth() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(TRUTH.read_text("utf-8"))
    return loaded


def text_of(key: str) -> str:
    place = DATA / "seed" / f"{key[5:]}.txt" if key.startswith("seed_") else DATA / "drafts" / f"{key}.txt"
    return place.read_text("utf-8")


def true_outline(key: str) -> list[tuple[str, str]]:
    return [(level, label) for level, label, _, _ in truth()[key]["outline"]]


@pytest.mark.parametrize("key", KEYS)
def test_counts_and_outline_are_exact(key: str) -> None:
    draft = parse_text(text_of(key))
    assert outline(draft) == true_outline(key)
    assert Counter(level for level, _ in outline(draft)) == truth()[key]["counts"]


@pytest.mark.parametrize("key", KEYS)
def test_titles_begin_as_in_the_truth(key: str) -> None:
    nodes = [node for node in parse_text(text_of(key)).nodes if node.level != "modau"]
    for node, (_, _, title, _) in zip(nodes, truth()[key]["outline"], strict=True):
        if title:
            clean = unicodedata.normalize("NFC", title).replace("\u00ad", "").rstrip()
            assert (node.heading or node.text).startswith(clean)


@pytest.mark.parametrize("width", [72, 92, 120])
@pytest.mark.parametrize("key", KEYS)
def test_wrapped_printout_has_the_same_structure(key: str, width: int) -> None:
    assert outline(parse_text(wrapped(text_of(key), width))) == true_outline(key)


@pytest.mark.parametrize("key", KEYS)
def test_what_is_rendered_parses_to_the_same_tree(key: str) -> None:
    draft = parse_text(text_of(key))
    again = parse_text(render(draft))
    assert (again.title, again.nodes, again.footer) == (draft.title, draft.nodes, draft.footer)


@pytest.mark.parametrize("key", KEYS)
def test_no_letter_or_digit_is_lost(key: str) -> None:
    assert letters(render(parse_text(text_of(key)))) == letters(text_of(key))


def letters(text: str) -> Counter[str]:
    return Counter(letter for letter in unicodedata.normalize("NFC", text).lower() if letter.isalnum())


def test_seed_paragraphs_cut_by_page_ends_are_whole() -> None:
    text = "\n".join(node.text for node in parse_text(text_of(KEYS[-1])).nodes)
    for joined in ("truyền thống quê hương", "dự án hỗ trợ nhà ở", "vùng xa, vùng đồng bào", "đối tượng tham gia"):
        assert joined in text
    assert not [line for line in text.split("\n") if line[:1].islower()]


def test_seed_title_and_recipients() -> None:
    draft = parse_text(text_of(KEYS[-1]))
    assert draft.title.startswith("KẾ HOẠCH Thực hiện Chương trình hành động")
    assert draft.footer.startswith("Noi nhận:")
    assert draft.footer.endswith("Lê Ngọc Tân")


def as_word(lines: list[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    memory = BytesIO()
    document.save(memory)
    return memory.getvalue()


def as_open_document(lines: list[str]) -> bytes:
    return odt(p(*map(escape, lines)))


def as_printout(lines: list[str]) -> bytes:
    return pdf(printed("\n".join(lines)))


@pytest.mark.parametrize(
    ("name", "written"), [("a.docx", as_word), ("a.odt", as_open_document), ("a.pdf", as_printout)],
    ids=["docx", "odt", "pdf"],
)  # fmt: skip
@pytest.mark.parametrize("key", KEYS[:-1])
def test_other_files_of_the_same_text_have_the_same_structure(
    key: str, name: str, written: Callable[[list[str]], bytes]
) -> None:
    lines = [line for line in text_of(key).split("\n") if line.strip()]
    assert outline(read_draft(name, written(lines))) == true_outline(key)


SHEET = """<!doctype html><meta charset=utf-8><style>@page {{size: A4; margin: 20mm 20mm 20mm 30mm}}
body {{font: 14pt serif; text-align: justify}} p {{{paragraph}}}</style>{body}"""


@pytest.mark.browser
@pytest.mark.parametrize("paragraph", ["text-indent: 1.27cm; margin: 6pt 0", "margin: 0"])
@pytest.mark.parametrize("key", KEYS[:-1])
def test_pdf_of_a_browser_has_the_same_structure(browser: Browser, key: str, paragraph: str) -> None:
    body = "".join(f"<p>{escape(line)}</p>" for line in text_of(key).split("\n"))
    page = browser.new_page()
    page.set_content(SHEET.format(paragraph=paragraph, body=body))
    data = page.pdf(
        prefer_css_page_size=True, display_header_footer=True, header_template="<span></span>",
        footer_template='<p style="font-size: 10pt; width: 100%; text-align: center"><span class="pageNumber"></span></p>',
    )  # fmt: skip
    page.close()
    draft = read_draft("a.pdf", data)
    assert outline(draft) == true_outline(key)
    assert any("số trang" in warning for warning in draft.warnings)
