"""Stances learnt from labelled opinions: right where they can be, silent where they cannot."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import f1_score

from analysis.calibration import NEVER, curve, expected_calibration_error, reliability
from analysis.stance import FOLDS, StanceLearner, deal
from analysis.text.normalise import fold
from bench.stance import load, splits

OPENINGS = {
    "tán thành": ("Tôi nhất trí với", "Gia đình tôi ủng hộ", "Bà con đồng tình với", "Rất mừng vì có", "Tán thành"),
    "sửa": ("Đề nghị sửa lại", "Nên giảm bớt", "Xin xem lại", "Cần ghi rõ hơn về", "Mong điều chỉnh"),
    "bỏ": ("Tôi phản đối", "Đề nghị bỏ hẳn", "Không thể chấp nhận", "Bà con không đồng ý với", "Đừng áp dụng"),
}
MATTERS = (
    "mức thu phí rác thải", "quy định về giờ họp thôn", "việc góp quỹ làm đường", "khoản đóng góp của hộ nghèo",
    "lịch tiêm phòng cho gia súc", "quy ước nuôi chó thả rông", "mức hỗ trợ người cao tuổi", "việc đặt tên đường mới",
    "kế hoạch mở rộng chợ xã", "giờ mở cửa nhà văn hóa", "việc trồng cây ven đường", "mức phạt đổ rác ra suối",
)  # fmt: skip


def labelled() -> tuple[list[str], list[str]]:
    """180 opinions of three stances, mixed, and their labels."""
    pairs = [
        (f"{opening} {matter}.", stance)
        for stance, openings in OPENINGS.items()
        for opening, matter in product(openings, MATTERS)
    ]
    order = np.random.default_rng(5).permutation(len(pairs))
    return [pairs[place][0] for place in order], [pairs[place][1] for place in order]


def test_stances_of_new_opinions() -> None:
    texts, labels = labelled()
    model = StanceLearner(0).fit(texts, labels)
    asked = ["Tôi nhất trí với việc thu gom cỏ.", "Xin xem lại giờ đóng cửa chợ.", "Đề nghị bỏ hẳn khoản này đi"]
    found = model.predict(asked)
    assert found.labels == ("tán thành", "sửa", "bỏ")
    assert model.names == ("bỏ", "sửa", "tán thành")
    assert np.allclose(found.shares.sum(axis=1), 1.0)
    assert np.array_equal(found.probabilities, found.shares.max(axis=1))
    assert found.answered.all()
    assert model.evidence.accuracy >= 0.95
    assert model.predict([fold(text).upper() for text in asked]).labels == found.labels


def test_labels_without_meaning_are_not_answered() -> None:
    texts, labels = labelled()
    shuffled = [labels[place] for place in np.random.default_rng(0).permutation(len(labels))]
    model = StanceLearner(0).fit(texts, shuffled)
    assert model.evidence.accuracy < 0.55
    assert model.evidence.threshold == NEVER
    assert not model.predict(texts).answered.any()


def test_what_people_themselves_label_this_way_and_that_is_left_to_people() -> None:
    """Half of the opinions say nothing of a stance; their labels are drawn."""
    texts, labels = labelled()
    draw = np.random.default_rng(3)
    vague = [f"{first} {matter} thì thế nào {last}" for first in ("Còn", "Thế", "Vậy") for matter in MATTERS
             for last in ("ạ", "nhỉ", "vậy", "đây")]  # fmt: skip
    asked = [f"Riêng {matter} thì thế nào ạ" for matter in MATTERS]
    model = StanceLearner(0).fit([*texts, *vague], [*labels, *draw.choice(list(OPENINGS), len(vague)).tolist()])
    found = model.predict([*texts, *asked])
    assert found.answered[: len(texts)].mean() > 0.9
    assert not found.answered[len(texts) :].any()
    answered = [point.accuracy for point in model.evidence.points]
    assert answered[-1] > model.evidence.accuracy + 0.2


@pytest.mark.parametrize("number", [3, 5, 20])
def test_few_labelled_opinions_are_learnt_from_and_never_answered(number: int) -> None:
    texts, labels = labelled()
    model = StanceLearner(0).fit(texts[:number], labels[:number])
    found = model.predict(texts)
    assert len(found.labels) == len(texts) and set(found.labels) <= set(labels)
    assert not found.answered.any()


def test_rare_labels_and_two_labels() -> None:
    texts, labels = labelled()
    rare = StanceLearner(0).fit([*texts, "Xin hỏi bao giờ có điện"], [*labels, "hỏi"])
    assert np.allclose(rare.predict(texts).shares.sum(axis=1), 1.0)
    two = StanceLearner(0).fit(texts, ["khen" if label == "tán thành" else "chê" for label in labels])
    assert two.predict(["Gia đình tôi ủng hộ việc này", "Tôi phản đối việc này"]).labels == ("khen", "chê")
    alone = StanceLearner(0).fit(["tán thành quy định", *["bỏ quy định này đi"] * 9], ["tán thành", *["bỏ"] * 9])
    assert not alone.predict(["tán thành"]).answered.any()


def test_labels_that_cannot_be_learnt_are_refused() -> None:
    texts, labels = labelled()
    for wrong in ([labels[0]] * len(texts), texts, [""] * len(texts)):
        with pytest.raises(ValueError, match="Cần từ 2 đến 50 nhãn khác nhau"):
            StanceLearner(0).fit(texts, wrong)


def test_blank_labels_and_texts_are_left_out() -> None:
    texts, labels = labelled()
    fuller = StanceLearner(0).fit([*texts, "chưa ai xem", "  "], [*labels, " ", "bỏ"])
    plain = StanceLearner(0).fit(texts, labels)
    assert fuller.card.data_hash == plain.card.data_hash
    assert np.array_equal(fuller.predict(texts).shares, plain.predict(texts).shares)


def test_nothing_readable_gets_no_answer() -> None:
    found = StanceLearner(0, wanted=0.1).fit(*labelled()).predict(["", "道路很好", labelled()[0][0]])
    assert found.answered.tolist() == [False, False, True]
    assert StanceLearner(0).fit(*labelled()).predict([]).labels == ()


def test_same_seed_same_numbers_and_each_text_alone() -> None:
    texts, labels = labelled()
    one, two = (StanceLearner(7).fit(texts, labels) for _ in range(2))
    assert one.predict(texts).shares.tobytes() == two.predict(texts).shares.tobytes()
    assert np.allclose(one.predict(texts).shares[9], one.predict([texts[9]]).shares[0], atol=1e-12)
    assert one.evidence == two.evidence


def test_copies_of_a_text_lie_in_one_fold_and_labels_are_spread() -> None:
    texts, labels = labelled()
    truth = np.unique(labels, return_inverse=True)[1].astype(np.int64)
    folds = deal([*texts, *(text.upper() for text in texts)], np.tile(truth, 2), 0)
    assert np.array_equal(folds[: len(texts)], folds[len(texts) :])
    for label in range(3):
        assert np.ptp(np.bincount(folds[: len(texts)][truth == label], minlength=FOLDS)) <= 1


FLOORS = [("sentiment", 0.89), ("topic", 0.85)]


@pytest.mark.parametrize(("label", "floor"), FLOORS)
def test_real_feedback(shared_data: Path, label: str, floor: float) -> None:
    """Learnt from two fifths of the texts, a fifth held back; the floor is what was measured, less a margin."""
    texts, truth = load(shared_data / "opinions" / "vsfc.csv", label)
    learn, ask = next(splits(truth, 1))
    model = StanceLearner(0).fit(list(texts[learn[::2]]), list(truth[learn[::2]]))
    found = model.predict(list(texts[ask]))
    right = np.array(found.labels, object) == truth[ask]
    assert f1_score(truth[ask], np.array(found.labels, object), average="weighted") >= floor
    assert expected_calibration_error(reliability(found.probabilities, right)) <= 0.03
    rising = [point.accuracy for point in curve(found.probabilities, right, (0.5, 0.6, 0.7, 0.8, 0.9, 0.95))]
    assert rising == sorted(rising) and rising[-1] > 0.97
    assert right[found.answered].mean() >= 0.94 and found.answered.mean() >= 0.5
