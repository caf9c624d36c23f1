"""Text pasted into a box: what Word, a browser and old editors leave on the clipboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.drafts import read
from surveys.drafts.pasted import plain_text
from surveys.drafts.read import DraftError, read_pasted
from tests.surveys.drafts.samples import paths

WORD = "Điều\u00a01.\u00a0Phạm vi\r\n1.\tNghị\u200b quyết quy định:\r\na)\tphí chợ;\r\nb)\tphí\u00a0xe.\r\n"
PAGE = """<html><head><title>Trang</title><style>p {margin: 0}</style></head><body><script>var x = "<p>";</script>
<p class="MsoNormal"><b>Điều 1.</b> <span>Phạm
 vi</span></p><!-- ghi chú --><div>1.&nbsp;Nghị quyết quy định:<br>a) phí chợ;<br/>b) phí xe &lt; 5.000 đồng.</div>
<table><tr><td>Quầy</td><td>Mức</td></tr></table></body></html>"""


def test_blanks_of_word_do_not_hide_the_clauses() -> None:
    found = read_pasted(WORD)
    assert paths(found.draft) == ["d1", "d1.k1", "d1.k1.pa", "d1.k1.pb"]
    assert found.draft.nodes[1].text == "Nghị quyết quy định:"


def test_source_of_a_web_page_gives_its_visible_lines() -> None:
    found = read_pasted(PAGE)
    assert paths(found.draft) == ["d1", "d1.k1", "d1.k1.pa", "d1.k1.pb"]
    assert found.draft.nodes[0].heading == "Phạm vi"
    assert found.draft.nodes[-1].text == "phí xe < 5.000 đồng.\nQuầy Mức"
    assert "margin" not in found.text and "var x" not in found.text and "ghi chú" not in found.text


def test_a_sign_of_less_is_no_web_page() -> None:
    text = "Điều 1. Hộ có thu nhập < 5 triệu và > 1 triệu\nMột <p> lẻ."
    assert plain_text(text) == text


@pytest.mark.parametrize("bullet", ["·", "•", "\uf0b7", "◦", "▪", "➢", "−", "\u2011"])
def test_bullets_of_word_are_dashes(bullet: str) -> None:
    found = read_pasted(f"I. NHIỆM VỤ\n1. Tuyên truyền\n{bullet}       Phát tờ rơi.\n{bullet}\tHọp thôn.")
    assert paths(found.draft) == ["i1", "i1.s1", "i1.s1.g1", "i1.s1.g2"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "hãy chép nội dung"),
        (" \u00a0\n\ufeff\u200b", "hãy chép nội dung"),
        ("<p> </p><p></p>", "hãy chép nội dung"),
        ("§iÒu 1. Ph¹m vi\n1. NghÞ quyÕt nµy quy ®Þnh vÒ phÝ chî vµ ®îc ¸p dông trong x·.\n" * 5, "UniKey"),
    ],
)
def test_refusals_say_what_to_do(text: str, says: str) -> None:
    with pytest.raises(DraftError, match=says):
        read_pasted(text)


def test_longer_than_any_draft_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MAX_TEXT", 20)
    with pytest.raises(DraftError, match="tải dự thảo lên thành tệp"):
        read_pasted("Điều 1. Phạm vi điều chỉnh")


@given(st.lists(st.sampled_from(["<p>", "</p>", "<b>", "<td", "&lt;", "x", "<!--", "]]>", "\0", "Điều 1. "])).map("".join))
def test_any_mixture_of_tags_is_read_or_refused(text: str) -> None:
    refusal, read_text = "", ""
    try:
        read_text = read_pasted(text).text.strip()
    except DraftError as error:
        refusal = str(error)
    assert bool(read_text) != ("hãy" in refusal)
