"""A small questionnaire with one question of every kind."""

import pytest

from surveys.questionnaire import Choice, Question, Questionnaire
from surveys.types.scale import KIND as SCALE


@pytest.fixture
def questionnaire() -> Questionnaire:
    return Questionnaire(
        title="Phiếu thử",
        intro="Mời Ông/Bà trả lời.",
        questions=(
            Question(
                "biet_qua",
                "single",
                "Ông/Bà biết dự thảo qua đâu?",
                required=True,
                choices=(Choice("loa", "Loa truyền thanh"), Choice("hop", "Họp thôn")),
            ),
            Question(
                "ly_do",
                "multiple",
                "Vì sao chưa phân loại rác?",
                hint="Có thể chọn nhiều.",
                choices=(Choice("kho", "Khó thực hiện"), Choice("xa", "Điểm gom xa"), Choice("khac", "Lý do khác")),
            ),
            Question("hai_long", "scale", "Mức hài lòng", required=True, choices=SCALE.presets[0].choices),
            Question("muc_dong", "number", "Mức đóng mỗi tháng", low=0, high=2_000_000, unit="đồng"),
            Question("de_nghi", "text", "Đề nghị khác", max_length=100),
        ),
    )
