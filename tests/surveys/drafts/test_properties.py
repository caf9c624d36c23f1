"""What holds for any text: no exception, nothing lost, the tree comes back from its own text."""

import contextlib
import unicodedata
from collections import Counter
from io import BytesIO

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.drafts.grammar import parse_text
from surveys.drafts.pdf_furniture import without_furniture
from surveys.drafts.pdf_notes import Notes, with_notes
from surveys.drafts.pdf_order import printed_lines
from surveys.drafts.pdf_page import Box, Page, Run
from surveys.drafts.pdf_paragraphs import body_height, join
from surveys.drafts.pdf_tables import join_rows
from surveys.drafts.read import DraftError, read_draft
from surveys.drafts.tree import Draft, Node, from_json, render, to_json
from tests.surveys.drafts import samples
from tests.surveys.drafts.pdf_maker import pdf, printed
from tests.surveys.drafts.test_read_odt import odt, p

LINES = sorted({line for sample in samples.ALL for line in sample.split("\n") if line})
lines_of_drafts = st.lists(st.sampled_from(LINES), max_size=40).map("\n".join)


def letters(text: str) -> Counter[str]:
    return Counter(letter for letter in unicodedata.normalize("NFC", text).lower() if letter.isalnum())


@given(st.text())
def test_never_raises_on_any_text(text: str) -> None:
    parse_text(text)


@settings(max_examples=150)
@given(lines_of_drafts)
def test_never_raises_and_loses_nothing_on_shuffled_drafts(text: str) -> None:
    assert letters(render(parse_text(text))) == letters(text)


@given(st.text(st.characters(categories=("L", "N", "P", "Z")), max_size=300))
def test_no_letter_is_lost_from_any_text(text: str) -> None:
    draft = parse_text(text)
    kept = Counter(letters(render(draft)))
    lost = letters(text) - kept
    dropped_page_number = any("số trang" in warning for warning in draft.warnings)
    assert not lost or dropped_page_number


@given(lines_of_drafts)
def test_json_keeps_every_draft(text: str) -> None:
    draft = parse_text(text)
    assert from_json(to_json(draft)) == draft


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.docx", "a.md", "a", "a.pdf", "a.odt"]))
def test_reading_any_bytes_gives_a_draft_or_a_sentence(data: bytes, name: str) -> None:
    refusal = ""
    try:
        read_draft(name, data)
    except DraftError as error:
        refusal = str(error)
    assert refusal == "" or refusal.endswith(".")


def word_document() -> bytes:
    document = docx.Document()
    for line in samples.ONE_LINE.split("\n"):
        document.add_paragraph(line)
    memory = BytesIO()
    document.save(memory)
    return memory.getvalue()


WORD = word_document()


@settings(max_examples=100)
@given(st.integers(0, len(WORD) - 1), st.binary(min_size=1, max_size=8), st.integers(0, len(WORD)))
def test_damaged_word_documents_give_a_draft_or_a_sentence(place: int, damage: bytes, length: int) -> None:
    damaged = bytearray(WORD)
    damaged[place : place + len(damage)] = damage
    for data in (bytes(damaged), WORD[:length]):
        with contextlib.suppress(DraftError):
            read_draft("a.docx", data)


OPEN = odt(p(*samples.ONE_LINE.split("\n")))
PRINTED = pdf(printed(samples.ONE_LINE))


@settings(max_examples=60)
@given(st.integers(0, len(OPEN) - 1), st.binary(min_size=1, max_size=8), st.integers(0, len(OPEN)))
def test_damaged_open_documents_give_a_draft_or_a_sentence(place: int, damage: bytes, length: int) -> None:
    for data in (OPEN[:place] + damage + OPEN[place + len(damage) :], OPEN[:length]):
        with contextlib.suppress(DraftError):
            read_draft("a.odt", data)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, len(PRINTED) - 1), st.binary(min_size=1, max_size=30))
def test_damaged_pdfs_give_a_draft_or_a_sentence(place: int, damage: bytes) -> None:
    with contextlib.suppress(DraftError):
        read_draft("a.pdf", PRINTED[:place] + damage + PRINTED[place + len(damage) :])


PIECES = st.sampled_from(["Điều 1. Phạm vi", "1.", "a) x;", "Nơi nhận:", "12", "|", "“2. Ý", "một hai ba bốn", "\u00ad", "-"])
PLACES = st.tuples(st.floats(0, 600), st.floats(0, 850), PIECES, st.sampled_from([6.0, 8.0, 11.0, 14.0]))


@given(st.lists(st.lists(PLACES, max_size=25), max_size=4), st.lists(st.tuples(*[st.floats(0, 800)] * 4), max_size=12))
def test_print_put_anywhere_on_a_page_is_kept(
    placed: list[list[tuple[float, float, str, float]]], strokes: list[tuple[float, float, float, float]]
) -> None:
    """Whatever the layout, each letter comes out once, but for page numbers and repeated heads, which are told."""
    rules = tuple(Box(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in strokes)
    runs = [
        tuple(Run(text, Box(x, y, x + 7 * len(text), y + size), x + 7) for x, y, text, size in things)
        for things in placed
    ]  # fmt: skip
    pages = [Page(595, 842, run, rules, False) for run in runs]
    kept, numbers, repeated = without_furniture([printed_lines(page) for page in pages])
    notes = Notes(body_height(kept))
    bodies = join_rows([notes.take(lines) for lines in kept])
    text = "\n".join(with_notes(join(bodies, [page.width for page in pages]), notes.all))
    if not numbers and not repeated and not notes.all:
        assert letters(text) == letters(" ".join(run.text for page in pages for run in page.runs))


VOCABULARY = ["người", "dân", "góp", "ý", "kiến", "xã", "thôn", "phí", "chợ", "công", "khai", "mức", "thu", "hộ"]
WORDS = st.lists(st.sampled_from(VOCABULARY), min_size=2, max_size=9)
SENTENCES = WORDS.map(lambda words: " ".join(words).capitalize() + ".")
HEADINGS = WORDS.map(lambda words: " ".join(words).capitalize())


@st.composite
def laws(draw: st.DrawFn) -> Draft:
    """Trees as the grammar itself would make them: chapters, Điều, khoản, điểm, all in sequence."""
    nodes: list[Node] = []
    number = 0
    for chapter in range(1, draw(st.integers(1, 3)) + 1):
        roman = ["I", "II", "III"][chapter - 1]
        nodes.append(Node(f"c{chapter}", "chuong", roman, draw(HEADINGS).upper(), "", None))
        for _ in range(draw(st.integers(1, 3))):
            number += 1
            nodes.append(Node(f"d{number}", "dieu", str(number), draw(HEADINGS), "", f"c{chapter}"))
            nodes += _clauses(draw, f"d{number}")
    return Draft(draw(HEADINGS.map(lambda words: f"NGHỊ QUYẾT {words}")), tuple(nodes))


def _clauses(draw: st.DrawFn, article: str) -> list[Node]:
    nodes: list[Node] = []
    for clause in range(1, draw(st.integers(0, 4)) + 1):
        path = f"{article}.k{clause}"
        text = "\n".join(draw(st.lists(SENTENCES, min_size=1, max_size=2)))
        nodes.append(Node(path, "khoan", str(clause), "", text, article))
        for letter in "abcdđeg"[: draw(st.integers(0, 7))]:
            nodes.append(Node(f"{path}.p{letter}", "diem", letter, "", draw(SENTENCES), path))
    return nodes


@settings(max_examples=100)
@given(laws())
def test_any_law_comes_back_from_its_text(law: Draft) -> None:
    again = parse_text(render(law))
    assert (again.title, again.nodes) == (law.title, law.nodes)


@st.composite
def plans(draw: st.DrawFn) -> Draft:
    """Trees of plans: Roman sections, numbers, dashes and pluses."""
    nodes: list[Node] = []
    for section in range(1, draw(st.integers(1, 4)) + 1):
        top = f"i{section}"
        nodes.append(Node(top, "lama", ["I", "II", "III", "IV"][section - 1], draw(HEADINGS).upper(), "", None))
        for item in range(1, draw(st.integers(0, 4)) + 1):
            path = f"{top}.s{item}"
            nodes.append(Node(path, "so", str(item), draw(HEADINGS), "", top))
            for dash in range(1, draw(st.integers(0, 3)) + 1):
                below = f"{path}.g{dash}"
                nodes.append(Node(below, "gach", "-", "", draw(SENTENCES), path))
                nodes += [
                    Node(f"{below}.cg{plus}", "cong", "+", "", draw(SENTENCES), below)
                    for plus in range(1, draw(st.integers(0, 2)) + 1)
                ]
    return Draft(draw(HEADINGS.map(lambda words: f"KẾ HOẠCH {words}")), tuple(nodes))


@settings(max_examples=100)
@given(plans())
def test_any_plan_comes_back_from_its_text(plan: Draft) -> None:
    again = parse_text(render(plan))
    assert (again.title, again.nodes) == (plan.title, plan.nodes)
