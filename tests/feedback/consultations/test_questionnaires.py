"""Designing the survey."""

from feedback.consultations import questionnaires
from feedback.consultations.models import QuestionnaireVersion
from surveys.questionnaire import Choice, Question, Questionnaire
from tests.cast import Cast
from tests.feedback.consultations.steps import DRAFT, about, consultation, hidden, send, upload
from tests.site import Site

BASE = "/ban-lam-viec/rac/phieu"


def _now(site: Site) -> Questionnaire:
    row = consultation(site, "rac")
    with site.session() as session:
        return questionnaires.current(session, row)


def _numbers(site: Site) -> list[int]:
    with site.session() as session:
        return [row.number for row in session.query(QuestionnaireVersion).order_by(QuestionnaireVersion.number)]


def test_a_designer_makes_orders_and_previews_questions(site: Site, cast: Cast) -> None:
    client = cast.client("designer")
    client.post("/ban-lam-viec/moi", data=about(site, slug="rac"))
    assert "Phiếu chưa có câu hỏi nào" in client.get(BASE).get_data(as_text=True)

    choices = {"label": "Ông/Bà ở đâu?", "required": "y", "choices": "Thành thị\n\n  Nông  thôn \n"}
    assert send(client, f"{BASE}/them/single", choices, "seen").location == BASE
    scale = {"label": "Ông/Bà hài lòng không?", "preset": "0", "no_opinion": "y"}
    assert send(client, f"{BASE}/them/scale", scale, "seen").location == BASE
    amount = {"label": "Mỗi tháng trả bao nhiêu?", "unit": "đồng", "low": "0", "high": "1.500.000", "decimals": "0"}
    assert send(client, f"{BASE}/them/number", amount, "seen").location == BASE
    words = {"label": "Ông/Bà ở đâu, nói rõ?", "max_length": "300"}
    assert send(client, f"{BASE}/them/text", words, "seen").location == BASE

    first, second, third, fourth = _now(site).questions
    assert first == Question(
        "ong_ba_o_dau", "single", "Ông/Bà ở đâu?", required=True,
        choices=(Choice("c1", "Thành thị"), Choice("c2", "Nông thôn")),
    )  # fmt: skip
    assert [choice.name for choice in second.choices] == ["1", "2", "3", "4", "5"]
    assert (third.low, third.high, third.unit) == (0, 1_500_000, "đồng")
    assert fourth.max_length == 300
    assert len({question.name for question in _now(site).questions}) == 4
    assert _numbers(site) == [1]

    # Changing words keeps what answers are stored under; a new option gets a new name.
    page = client.get(f"{BASE}/cau/ong_ba_o_dau").get_data(as_text=True)
    assert "Thành thị\nNông thôn" in page
    changed = {"label": "Ông/Bà sống ở đâu?", "choices": "Thị trấn\nNông thôn\nThành thị"}
    assert send(client, f"{BASE}/cau/ong_ba_o_dau", changed, "seen").location == BASE
    assert _now(site).question("ong_ba_o_dau").choices == (
        Choice("c3", "Thị trấn"), Choice("c2", "Nông thôn"), Choice("c1", "Thành thị"),
    )  # fmt: skip

    names = [question.name for question in _now(site).questions]
    assert client.post(f"{BASE}/cau/{names[2]}/chuyen", data={"huong": "len"}).location == f"{BASE}#cau-{names[2]}"
    client.post(f"{BASE}/cau/{names[0]}/chuyen", data={"huong": "len"})
    assert [question.name for question in _now(site).questions] == [names[0], names[2], names[1], names[3]]
    client.post(f"{BASE}/cau/{names[1]}/xoa")
    assert [question.name for question in _now(site).questions] == [names[0], names[2], names[3]]
    assert client.post(f"{BASE}/cau/{names[1]}/xoa").status_code == 404

    head = {"title": "Phiếu hỏi về rác", "intro": "Mất 3 phút."}
    assert send(client, BASE, head, "seen").location == BASE
    preview = client.get(f"{BASE}/xem-thu").get_data(as_text=True)
    for shown in ("Phiếu hỏi về rác", "Mất 3 phút.", "Thị trấn", "Mỗi tháng trả bao nhiêu?", "đồng"):
        assert shown in preview


def test_wrong_definitions_are_told_at_the_field_and_kept(site: Site, cast: Cast) -> None:
    client = cast.client("designer")
    client.post("/ban-lam-viec/moi", data=about(site, slug="rac"))
    for kind, data, field, sentence in (
        ("single", {"label": "", "choices": "A\nB"}, "label", "Hãy viết lời hỏi."),
        ("single", {"label": "Hỏi gì đã gõ?", "choices": "A"}, "choices", "Cần ít nhất hai phương án"),
        ("multiple", {"label": "Hỏi gì đã gõ?", "choices": "A\nA"}, "choices", "Có hai phương án cùng lời"),
        ("scale", {"label": "Hỏi gì đã gõ?", "choices": "A\nB"}, "choices", "đủ năm mức"),
        ("number", {"label": "Hỏi gì đã gõ?", "low": "mười", "decimals": "0"}, "low", "Chỉ điền một số"),
        ("number", {"label": "Hỏi gì đã gõ?", "low": "9", "high": "1", "decimals": "0"}, "low", "Số nhỏ nhất phải"),
        ("number", {"label": "Hỏi gì đã gõ?", "decimals": "x"}, "decimals", "Chỉ điền số nguyên."),
        ("text", {"label": "Hỏi gì đã gõ?", "max_length": "0"}, "max_length", "từ 1 đến 20.000"),
    ):
        answer = send(client, f"{BASE}/them/{kind}", data, "seen")
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422, data
        assert page.count(sentence) == 2, f"{data}: at the top and at the field"
        assert f'id="{field}-error"' in page
        assert data["label"] in page
    assert _numbers(site) == []
    assert client.get(f"{BASE}/them/poem").status_code == 404


def test_once_published_each_change_is_a_new_version_and_always_sound(site: Site, cast: Cast) -> None:
    client = cast.client("designer")
    client.post("/ban-lam-viec/moi", data=about(site, slug="rac"))
    assert client.post(f"{BASE}/mau", data={"mau": "hai_long"}).status_code == 302
    assert client.post(f"{BASE}/mau", data={"mau": "khong_co"}).status_code == 404
    before = _now(site)
    assert before.title == "Mức độ hài lòng của người dân"
    assert len(before.questions) > 5
    assert client.post("/ban-lam-viec/rac/mo").status_code == 302
    assert site.client().get("/y-kien/rac/khao-sat").status_code == 200

    more = {"label": "Ông/Bà muốn nói thêm gì?", "max_length": "900"}
    assert send(client, f"{BASE}/them/text", more, "seen").location == BASE
    assert _numbers(site) == [1, 2]
    with site.session() as session:
        first = session.query(QuestionnaireVersion).filter_by(number=1).one()
        assert Questionnaire.from_json(first.definition) == before, "answers given before keep their questions"

    again = send(client, f"{BASE}/them/text", more, "seen")
    assert again.status_code == 422
    assert "Lời hỏi giống hệt" in again.get_data(as_text=True)
    assert _numbers(site) == [1, 2]

    client.post("/ban-lam-viec/rac/dong", data={"confirm": "1"})
    name = before.questions[0].name
    answer = client.post(f"{BASE}/cau/{name}/xoa")
    assert "Đợt lấy ý kiến đã đóng" in client.get(answer.location).get_data(as_text=True)
    assert _numbers(site) == [1, 2]


def test_a_survey_with_problems_is_not_opened_and_an_empty_one_not_asked(site: Site, cast: Cast) -> None:
    client = cast.client("designer")
    client.post("/ban-lam-viec/moi", data=about(site, slug="rac"))
    for _ in range(2):
        assert send(client, f"{BASE}/them/text", {"label": "Giống nhau?", "max_length": "9"}, "seen").location == BASE
    assert "Lời hỏi giống hệt" in client.get(BASE).get_data(as_text=True)
    refused = client.post("/ban-lam-viec/rac/mo")
    assert refused.status_code == 422
    assert "Lời hỏi giống hệt" in refused.get_data(as_text=True)
    for question in _now(site).questions:
        client.post(f"{BASE}/cau/{question.name}/xoa")
    assert "cũng chưa có phiếu" in client.post("/ban-lam-viec/rac/mo").get_data(as_text=True)
    upload(client, "rac", "du-thao.txt", DRAFT.encode())
    assert client.post("/ban-lam-viec/rac/mo").status_code == 302
    assert _numbers(site) == [], "citizens are not led to a page without questions"


def test_two_designers_notice_each_other(site: Site, cast: Cast) -> None:
    client, other = cast.client("designer"), cast.client("admin")
    client.post("/ban-lam-viec/moi", data=about(site, slug="rac"))
    send(client, f"{BASE}/them/text", {"label": "Câu một?", "max_length": "9"}, "seen")
    name = _now(site).questions[0].name
    seen = hidden(client.get(f"{BASE}/cau/{name}"), "seen")
    send(other, f"{BASE}/cau/{name}", {"label": "Của người khác?", "max_length": "9"}, "seen")
    answer = client.post(f"{BASE}/cau/{name}", data={"label": "Của tôi?", "max_length": "9", "seen": seen})
    assert answer.status_code == 422
    assert "người khác đã lưu" in answer.get_data(as_text=True)
    assert "Của tôi?" in answer.get_data(as_text=True)
    assert _now(site).questions[0].label == "Của người khác?"
    newer = hidden(answer, "seen")
    client.post(f"{BASE}/cau/{name}", data={"label": "Của tôi?", "max_length": "9", "seen": newer})
    assert _now(site).questions[0].label == "Của tôi?"
