"""Matching of two versions: what each kind means, order of the rows, what a person confirmed, and cases at the edge."""

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.drafts.align import Match, align
from surveys.drafts.grammar import parse_text
from surveys.drafts.tree import Node
from tests.surveys.drafts import samples
from tests.surveys.drafts.made_up import Writer
from tests.surveys.drafts.revisions import OPERATIONS, Reviser
from tests.surveys.drafts.test_properties import laws, plans

OLD = """QUY CHẾ
Quản lý chợ
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quy chế này quy định việc quản lý, khai thác các chợ trên địa bàn xã.
Điều 2. Giờ mở cửa
1. Chợ mở cửa từ 5 giờ sáng đến 18 giờ tối tất cả các ngày trong tuần.
2. Ban quản lý chợ niêm yết giờ mở cửa tại cổng chợ và nhà văn hóa thôn.
3. Ngày phiên chính, chợ được mở cửa thêm hai giờ vào buổi tối.
Chương II
THU PHÍ
Điều 3. Mức phí
1. Quầy cố định nộp 5.000 đồng mỗi ngày cho Ban quản lý chợ.
2. Quầy lưu động nộp 2.000 đồng mỗi ngày cho người thu phí của thôn.
3. Đối tượng được miễn phí gồm:
a) Hộ nghèo;
b) Hộ cận nghèo;
c) Người khuyết tật.
4. Người thu phí phải đưa biên lai cho người nộp ngay khi thu.
Điều 4. Xử lý vi phạm
1. Người trốn phí bị nhắc nhở lần đầu và phải nộp đủ số phí còn thiếu.
2. Người tái phạm không được thuê quầy trong thời hạn sáu tháng."""


def compare(old: str, new: str) -> dict[tuple[str | None, str | None], Match]:
    return {(m.old, m.new): m for m in align(parse_text(old).nodes, parse_text(new).nodes)}


def kinds(old: str, new: str) -> dict[tuple[str | None, str | None], str]:
    """What is not simply the same."""
    return {pair: match.kind for pair, match in compare(old, new).items() if match.kind != "same"}


def test_a_version_without_change_is_the_same_throughout() -> None:
    matches = align(parse_text(OLD).nodes, parse_text(OLD).nodes)
    assert {(m.kind, m.score, m.doubtful, m.edited) for m in matches} == {("same", 1.0, False, False)}
    assert [m.new for m in matches] == [n.path for n in parse_text(OLD).nodes]


def test_edited_in_words_capitals_and_marks() -> None:
    new = (
        OLD.replace("5.000 đồng", "7.000 đồng").replace("b) Hộ cận nghèo", "b) hộ cận nghèo").replace("18 giờ", "18giờ")
    )
    found = compare(OLD, new)
    assert kinds(OLD, new) == {(p, p): "edited" for p in ("d2.k1", "d3.k1", "d3.k3.pb")}
    assert found["d3.k3.pb", "d3.k3.pb"].score == 1.0
    assert 0.6 < found["d3.k1", "d3.k1"].score < 1.0
    assert all(found[p, p].edited for p in ("d2.k1", "d3.k1", "d3.k3.pb"))


def test_a_new_clause_and_a_dropped_one_number_the_others_anew() -> None:
    new = OLD.replace("2. Ban quản lý", "2. Xe ra vào chợ phải đi đúng làn đường đã kẻ.\n3. Ban quản lý").replace(
        "3. Ngày phiên", "4. Ngày phiên"
    )
    assert kinds(OLD, new) == {
        (None, "d2.k2"): "new",
        ("d2.k2", "d2.k3"): "renumbered",
        ("d2.k3", "d2.k4"): "renumbered",
    }
    assert kinds(new, OLD) == {
        ("d2.k2", None): "dropped",
        ("d2.k3", "d2.k2"): "renumbered",
        ("d2.k4", "d2.k3"): "renumbered",
    }


def test_what_stands_below_a_renumbered_article_is_renumbered() -> None:
    new = (
        OLD.replace("Điều 4. Xử", "Điều 5. Xử")
        .replace("Điều 3. Mức", "Điều 4. Mức")
        .replace("Chương II", "Điều 3. Vệ sinh\nRác được phân loại tại quầy và đổ đúng nơi quy định.\nChương II")
    )
    found = kinds(OLD, new)
    assert found.pop((None, "d3")) == "new"
    assert set(found.values()) == {"renumbered"}
    assert ("d3.k3.pa", "d4.k3.pa") in found and ("d4.k2", "d5.k2") in found


def test_moved_to_another_article_and_to_another_place() -> None:
    receipt = "Người thu phí phải đưa biên lai cho người nộp ngay khi thu."
    new = OLD.replace(f"4. {receipt}\n", "").replace("3. Ngày phiên", f"3. {receipt}\n4. Ngày phiên")
    assert kinds(OLD, new) == {("d3.k4", "d2.k3"): "moved", ("d2.k3", "d2.k4"): "renumbered"}
    lines = ["a) Hộ nghèo;", "b) Hộ cận nghèo;", "c) Người khuyết tật."]
    turned = ["a) Người khuyết tật.", "b) Hộ nghèo;", "c) Hộ cận nghèo;"]
    found = kinds(OLD, OLD.replace("\n".join(lines), "\n".join(turned)))
    assert found == {
        ("d3.k3.pc", "d3.k3.pa"): "moved", ("d3.k3.pa", "d3.k3.pb"): "renumbered", ("d3.k3.pb", "d3.k3.pc"): "renumbered",
    }  # fmt: skip


def test_merged_and_split_clauses_stand_in_a_row_for_each_part() -> None:
    merged = OLD.replace("thôn.\n3. Ngày phiên chính, chợ", "thôn; ngày phiên chính, chợ")
    assert kinds(OLD, merged) == {("d2.k2", "d2.k2"): "merged", ("d2.k3", "d2.k2"): "merged"}
    assert kinds(merged, OLD) == {("d2.k2", "d2.k2"): "split", ("d2.k2", "d2.k3"): "split"}


def test_clauses_far_apart_are_merged_too() -> None:
    late = "Người tái phạm không được thuê quầy trong thời hạn sáu tháng."
    new = OLD.replace(f"\n2. {late}", "").replace("ngay khi thu.", f"ngay khi thu. {late}")
    assert kinds(OLD, new) == {("d3.k4", "d3.k4"): "merged", ("d4.k2", "d3.k4"): "merged"}


def test_an_article_cut_in_two_is_split_and_its_clauses_moved() -> None:
    new = (
        OLD.replace("Điều 4. Xử", "Điều 5. Xử")
        .replace("3. Đối tượng", "Điều 4. Miễn phí và biên lai\n1. Đối tượng")
        .replace("4. Người thu", "2. Người thu")
    )
    found = kinds(OLD, new)
    assert [pair for pair, kind in found.items() if kind == "split"] == [("d3", "d3"), ("d3", "d4")]
    assert found["d3.k3", "d4.k1"] == found["d3.k4", "d4.k2"] == "moved"
    assert found["d3.k3.pa", "d4.k1.pa"] == found["d4.k1", "d5.k1"] == "renumbered"


def test_a_clause_made_an_article_takes_what_stands_below_it_along() -> None:
    new = (
        OLD.replace("Điều 4. Xử", "Điều 5. Xử")
        .replace("4. Người thu", "3. Người thu")
        .replace("3. Đối tượng được miễn phí gồm:\na) Hộ nghèo;\nb) Hộ cận nghèo;\nc) Người khuyết tật.\n", "")
    )
    article = "Điều 4. Đối tượng được miễn phí gồm\n1. Hộ nghèo;\n2. Hộ cận nghèo;\n3. Người khuyết tật.\n"
    new = new.replace("Điều 5. Xử", f"{article}Điều 5. Xử")
    found = kinds(OLD, new)
    assert found["d3.k3", "d4"] == "moved"
    assert found["d3.k3.pc", "d4.k3"] == "renumbered"


def test_a_chapter_that_moves_keeps_its_articles() -> None:
    start, middle = OLD.index("Chương I\n"), OLD.index("Chương II\n")
    fees = OLD[middle:].replace("Chương II", "Chương I").replace("Điều 3.", "Điều 1.").replace("Điều 4.", "Điều 2.")
    general = (
        OLD[start:middle].replace("Chương I", "Chương II").replace("Điều 1.", "Điều 3.").replace("Điều 2.", "Điều 4.")
    )
    found = kinds(OLD, f"{OLD[:start]}{fees}\n{general}")
    assert {found["c1", "c2"], found["c2", "c1"]} == {"moved", "renumbered"}
    assert set(found.values()) == {"moved", "renumbered"} and list(found.values()).count("moved") == 1
    assert ("d3.k3.pc", "d1.k3.pc") in found and ("d2.k3", "d4.k3") in found


def test_repeated_wording_is_told_apart_by_what_stands_around_it() -> None:
    old = "\n".join(f"Điều {n}. Việc thứ {n}\n1. Thực hiện theo quy định.\n2. Như trên." for n in range(1, 9))
    new = old.replace("Điều 4. Việc thứ 4\n1. Thực hiện theo quy định.\n2. Như trên.\n", "")
    for n in range(5, 9):
        new = new.replace(f"Điều {n}.", f"Điều {n - 1}.")
    found = compare(old, new)
    assert {("d4", None), ("d4.k1", None), ("d4.k2", None)} <= set(found)
    assert all((f"d{n}.k2", f"d{n - 1}.k2") in found for n in range(5, 9))


def test_rows_follow_the_new_version_with_dropped_clauses_at_their_old_place() -> None:
    new = OLD.replace("3. Ngày phiên chính, chợ được mở cửa thêm hai giờ vào buổi tối.\n", "")
    rows = [(m.old, m.new) for m in align(parse_text(OLD).nodes, parse_text(new).nodes)]
    place = rows.index(("d2.k3", None))
    assert rows[place - 1 : place + 2] == [("d2.k2", "d2.k2"), ("d2.k3", None), ("c2", "c2")]
    assert [b for _, b in rows if b] == [node.path for node in parse_text(new).nodes]


def test_what_a_person_confirmed_is_kept_and_never_doubtful() -> None:
    old, new = parse_text(OLD).nodes, parse_text(OLD.replace("Hộ nghèo;", "Thương binh, bệnh binh;")).nodes
    fixed = {
        ("d3.k3.pa", "d3.k3.pb"), ("d3.k3.pb", None), (None, "d3.k3.pa"),
        ("d2.k1", "d2.k3"), ("d2.k3", "d2.k3"), ("d9", "d9"),
    }  # fmt: skip
    found = {(m.old, m.new): m for m in align(old, new, fixed)}
    assert fixed - {("d9", "d9")} <= set(found)
    assert not any(found[pair].doubtful for pair in fixed if pair in found)
    assert {m.new for m in found.values() if m.old == "d3.k3.pb"} == {None}
    assert found["d2.k1", "d2.k3"].kind == found["d2.k3", "d2.k3"].kind == "merged"


def test_nothing_is_merged_into_a_clause_that_a_person_called_new_nor_split_from_a_dropped_one() -> None:
    old = parse_text(OLD).nodes
    new = parse_text(OLD.replace("thôn.\n3. Ngày phiên chính, chợ", "thôn; ngày phiên chính, chợ")).nodes
    assert {m.old for m in align(old, new, {(None, "d2.k2")}) if m.new == "d2.k2"} == {None}
    assert {m.new for m in align(new, old, {("d2.k2", None)}) if m.old == "d2.k2"} == {None}


def test_drafts_with_nothing_in_common_have_no_pairs() -> None:
    other = "\n".join(
        f"Điều {n}. Bảo vệ dữ liệu\nBên xử lý dữ liệu cá nhân thông báo vi phạm trong {n} giờ." for n in (1, 2, 3)
    )
    assert set(kinds(OLD, other).values()) == {"dropped", "new"}


def test_empty_drafts() -> None:
    nodes = parse_text(OLD).nodes
    assert align([], []) == ()
    assert {(m.old, m.kind) for m in align([], nodes)} == {(None, "new")}
    assert [(m.old, m.kind) for m in align(nodes, [])] == [(node.path, "dropped") for node in nodes]


ALL = dict.fromkeys(OPERATIONS, 2)
DRAFTS = [parse_text(sample).nodes for sample in samples.ALL] + [Writer(5).statute(2, 3), Writer(6).plan(2)]
drafts = st.sampled_from(DRAFTS) | laws().map(lambda draft: draft.nodes) | plans().map(lambda draft: draft.nodes)


@settings(max_examples=60, deadline=None)
@given(drafts, drafts)
def test_every_clause_of_both_versions_is_in_some_row(old: tuple[Node, ...], new: tuple[Node, ...]) -> None:
    matches = align(old, new)
    assert {m.old for m in matches} - {None} == {node.path for node in old}
    assert list(dict.fromkeys(m.new for m in matches if m.new)) == [node.path for node in new]
    assert len({(m.old, m.new) for m in matches}) == len(matches)
    olds, news = Counter(m.old for m in matches), Counter(m.new for m in matches)
    for m in matches:
        assert 0.0 <= m.score <= 1.0
        assert (m.kind == "dropped") == (m.new is None) and (m.kind == "new") == (m.old is None)
        if m.old and m.new:
            assert (m.kind == "merged") == (news[m.new] > 1)
            assert (m.kind == "split") == (olds[m.old] > 1 and news[m.new] == 1)
    assert matches == align(old, new)


CHANGED = [(nodes, Reviser(nodes, Writer(7).donors(), Random(1), True).revise(ALL).new) for nodes in DRAFTS[-2:]]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CHANGED), st.randoms(use_true_random=False))
def test_whatever_a_person_confirms_is_kept(versions: tuple[tuple[Node, ...], ...], random: Random) -> None:
    olds, news = ([node.path for node in nodes] for nodes in versions)
    random.shuffle(olds)
    random.shuffle(news)
    dropped, new = olds[:5], news[:5]
    fixed: set[tuple[str | None, str | None]] = {*((a, None) for a in dropped), *((None, b) for b in new)}
    fixed |= {(random.choice(olds[5:15]), random.choice(news[5:15])) for _ in range(8)}
    matches = align(*versions, fixed)
    assert fixed <= {(m.old, m.new) for m in matches}
    assert not any(m.doubtful for m in matches if (m.old, m.new) in fixed)
    assert all(m.new is None for m in matches if m.old in dropped)
    assert all(m.old is None for m in matches if m.new in new)


@settings(max_examples=30, deadline=None)
@given(drafts)
def test_a_draft_is_the_same_as_itself(nodes: tuple[Node, ...]) -> None:
    assert {m.kind for m in align(nodes, nodes)} <= {"same"}
