"""The documents of the shared data: exact structure, as they are and as a wrapped printout."""

import json
import unicodedata
from collections import Counter
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from surveys.drafts.grammar import parse_text
from surveys.drafts.read import read_draft
from surveys.drafts.tree import render
from tests.surveys.drafts.samples import outline, wrapped

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


@pytest.mark.parametrize("key", KEYS[:-1])
def test_word_document_of_the_same_text_has_the_same_structure(key: str) -> None:
    document = docx.Document()
    for line in text_of(key).split("\n"):
        document.add_paragraph(line)
    memory = BytesIO()
    document.save(memory)
    assert outline(read_draft("du-thao.docx", memory.getvalue())) == true_outline(key)
