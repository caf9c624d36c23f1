"""The screens of the findings, as each member of the cast meets them."""

import re

from flask.testing import FlaskClient
from sqlalchemy import select

from feedback.findings.models import Placement, Run, Theme
from feedback.jobs import service as jobs
from feedback.jobs.models import CANCELLED, QUEUED, RUNNING, Job
from feedback.journal.models import Entry
from feedback.ledger.models import Opinion
from tests.cast import COMMUNE, Cast, consultation
from tests.feedback.findings.sample import CLINIC, LIGHT, WASTE, add_draft, codes_of, tell, tell_all
from tests.site import Site

HOME = "/ban-lam-viec/thu"


def read(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.get_data(as_text=True)


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)
    assert found is not None, name
    return found.group(1)


def grouped(site: Site, consultation_id: int) -> dict[str, int]:
    """Themes 'Rác thải' and 'Đèn đường' as a run would have left them; numbers by name."""
    with site.session() as session:
        rows = {row.text: row for row in session.scalars(select(Opinion).where(Opinion.consultation_id == consultation_id))}
        run = Run(consultation_id=consultation_id, number=1, finished_at=jobs.clock.now(), opinions=30, card={})
        session.add(run)
        session.flush()
        found = {}
        for name, texts in (("Rác thải", WASTE), ("Đèn đường", LIGHT)):
            summary = [[rows[texts[0]].code, texts[0]]]
            theme = Theme(
                consultation_id=consultation_id, name=name, machine_name=name, words=["một", "hai"], summary=summary,
                run_id=run.id,
            )  # fmt: skip
            session.add(theme)
            session.flush()
            found[name] = theme.id
            for place, text in enumerate(texts):
                session.add(Placement(
                    opinion_id=rows[text].id, theme_id=theme.id, score=0.9, run_id=run.id,
                    mark=("central", "edge")[place] if place < 2 else None,
                ))  # fmt: skip
        session.add(Placement(opinion_id=rows[CLINIC[0]].id, theme_id=None, run_id=run.id))
        return found


def test_asking_for_an_analysis_following_and_stopping_it(cast: Cast) -> None:
    site = cast.site
    number = consultation(site)
    analyst, viewer = cast.client("analyst"), cast.client("viewer")
    assert "Bắt đầu phân tích" in read(analyst, f"{HOME}/nhom")
    for login in ("viewer", "reviewer", "collector", "designer", "stranger"):
        assert cast.client(login).post(f"{HOME}/phan-tich").status_code == 403, login
        assert cast.client(login).post(f"{HOME}/phan-tich/dung").status_code == 403, login
    nothing = analyst.post(f"{HOME}/phan-tich")
    assert nothing.status_code == 422
    assert "Chưa có ý kiến nào được phép" in nothing.get_data(as_text=True)
    tell(site, number, WASTE)
    wrong = analyst.post(f"{HOME}/phan-tich", data={"n_themes": "1000"})
    assert wrong.status_code == 422
    assert 'value="1000"' in wrong.get_data(as_text=True)
    assert "từ 2 đến 80" in wrong.get_data(as_text=True)

    answer = analyst.post(f"{HOME}/phan-tich", data={"n_themes": "5"})
    assert answer.headers["Location"] == f"{HOME}/phan-tich"
    task = site.app.extensions["queue"].huey.dequeue()
    with site.session() as session:
        job = session.scalars(select(Job)).one()
        assert task.args == (job.id,)
        assert (job.kind, job.status, job.parameters["n_themes"]) == ("find_themes", QUEUED, 5)
    assert viewer.get(f"{HOME}/phan-tich").headers["Refresh"].endswith(f"url={HOME}/phan-tich")
    assert "Refresh" not in viewer.get(f"{HOME}/phan-tich?yen=1").headers
    page = read(viewer, f"{HOME}/phan-tich")
    assert "<button class=\"danger\">" not in page
    again = analyst.post(f"{HOME}/phan-tich", follow_redirects=True).get_data(as_text=True)
    assert "Đang có một lần phân tích" in again
    with site.session() as session:
        job = session.scalars(select(Job)).one()
        jobs.start(job)
        jobs.advance(job, 0.42, "Đang xếp nhóm")
    page = read(analyst, f"{HOME}/phan-tich")
    assert 'value="42"' in page
    assert "Đang xếp nhóm" in page
    assert analyst.post(f"{HOME}/phan-tich/dung").status_code == 302
    assert "Đang dừng lại" in read(analyst, f"{HOME}/phan-tich")
    with site.session() as session:
        job = session.scalars(select(Job)).one()
        assert (job.status, job.cancel_asked) == (RUNNING, True)
        jobs.finish(job, CANCELLED)
        job.created_at = jobs.clock.now()
    page = read(analyst, f"{HOME}/phan-tich")
    assert "đã được dừng" in page
    assert "Refresh" not in analyst.get(f"{HOME}/phan-tich").headers
    analyst.post(f"{HOME}/phan-tich")
    with site.session() as session:
        session.scalars(select(Job).order_by(Job.id.desc())).first().created_at -= jobs.SILENT  # type: ignore[union-attr]
    assert "Bộ phận phân tích chưa chạy" in read(analyst, f"{HOME}/phan-tich")


def test_reading_renaming_and_placing(cast: Cast) -> None:
    site = cast.site
    number = consultation(site)
    add_draft(site, number)
    tell_all(site, number)
    tell(site, number, ["Giữ kín với máy"], group=False)
    tell(site, number, ["Chuyện rất mới"], proposed="Viết lại thành: chuyện mới", key="new")
    tell(site, number, ["Cả điều về đèn"], clause="d2", channel="portal")
    found = grouped(site, number)
    codes = codes_of(site, number)
    waste, light = f"{HOME}/nhom/{found['Rác thải']}", f"{HOME}/nhom/{found['Đèn đường']}"
    viewer, analyst = cast.client("viewer"), cast.client("analyst")

    page = read(viewer, f"{HOME}/nhom")
    for words in ("Rác thải", "Đèn đường", "47,6%", "21 ý kiến đã phân tích", codes[WASTE[0]], "11 ý kiến mới đến"):
        assert words in page, words
    assert "Đèn đường" not in read(viewer, f"{HOME}/nhom?dieu=d1")
    assert "Đèn đường" in read(viewer, f"{HOME}/nhom?dieu=d2")  # its opinions are on a clause below

    page = read(viewer, waste)
    assert all(text in page for text in WASTE)
    assert "Tìm thấy 10 ý kiến" in page
    assert "Lưu tên" not in page
    assert viewer.post(waste, data={"name": "Của tôi", "version": "1"}).status_code == 403
    assert "Tìm thấy 1 ý kiến" in read(viewer, f"{waste}?tim=THUNG+rac+hong")
    assert "Tìm thấy 0 ý kiến" in read(viewer, f"{HOME}/y-kien?tim={'+'.join(map(str, range(3000)))}")

    version = hidden(read(analyst, waste), "version")
    empty = analyst.post(waste, data={"name": " ", "version": version})
    assert empty.status_code == 422
    taken = analyst.post(waste, data={"name": "Đèn  đường", "version": version})
    assert taken.status_code == 422
    assert "Đã có nhóm khác mang tên này" in taken.get_data(as_text=True)
    assert analyst.post(waste, data={"name": "Rác ở thôn", "version": version}).status_code == 302
    late = analyst.post(waste, data={"name": "Rác ở bản", "version": version})
    assert late.status_code == 422
    page = late.get_data(as_text=True)
    assert "vừa được thay đổi" in page
    assert 'value="Rác ở bản"' in page
    assert "<h1>Rác ở thôn</h1>" in page
    assert analyst.post(waste, data={"name": "Rác ở bản", "version": hidden(page, "version")}).status_code == 302

    one = f"{HOME}/y-kien/{codes[WASTE[3]]}"
    assert "1. Nội dung của d2.k1" in read(viewer, f"{HOME}/y-kien/{codes['Cả điều về đèn']}")
    page = read(viewer, one)
    for words in (WASTE[3], "Điều 1", "Nội dung của d1", "Phiếu giấy", COMMUNE, "Rác ở bản", "Máy xếp"):
        assert words in page, words
    assert "Xếp lại ý kiến này" not in page
    assert viewer.post(one, data={"theme": "chua-xep"}).status_code == 403
    seen = hidden(read(analyst, one), "seen")
    assert analyst.post(one, data={"theme": "", "seen": seen}).status_code == 422
    assert analyst.post(one, data={"theme": "999", "seen": seen}).status_code == 422
    assert analyst.post(one, data={"theme": str(found["Đèn đường"]), "seen": seen}).status_code == 302
    conflict = analyst.post(one, data={"theme": "chua-xep", "seen": seen})
    assert conflict.status_code == 422
    assert "vừa được xếp lại" in conflict.get_data(as_text=True)
    page = read(viewer, one)
    assert "Cán bộ analyst" in page
    assert "Tìm thấy 11 ý kiến" in read(viewer, light)
    kept = f"{HOME}/y-kien/{codes['Giữ kín với máy']}"
    assert "Không phân tích tự động" in read(viewer, kept)
    seen = hidden(read(analyst, kept), "seen")
    assert analyst.post(kept, data={"theme": "chua-xep", "seen": seen}).status_code == 302
    assert "Viết lại thành" in read(viewer, f"{HOME}/y-kien/{codes['Chuyện rất mới']}")
    with site.session() as session:
        acts = list(session.scalars(select(Entry.action).where(Entry.actor == "analyst").order_by(Entry.id)))
    assert acts == ["theme.renamed", "theme.renamed", "opinion.placed", "opinion.placed"]

    for filters, count in (
        ("", 33), ("tim=DEN+duong", 9), ("kenh=meeting", 10), ("thai-do=add", 10), ("dieu=toan-van", 10),
        ("nhom=chua-xep", 2), ("nhom=moi", 11), ("nhom=khong-may", 0), (f"nhom={found['Đèn đường']}", 11),
        ("dieu=d2", 11), ("tim=100%25", 0), ("noi=x", 33), ("trang=-5", 33), ("nhom=%C2%B2", 0),
    ):  # fmt: skip
        assert f"Tìm thấy {count} ý kiến" in read(viewer, f"{HOME}/y-kien?{filters}"), filters
    for path in ("/nhom/999", "/y-kien/ABCDEF"):
        read(viewer, HOME + path, 404)
    read(cast.client("designer"), f"{HOME}/nhom", 403)


def test_a_lower_unit_sees_what_its_own_people_said(cast: Cast) -> None:
    site = cast.site
    number = consultation(site)
    add_draft(site, number)
    tell_all(site, number)
    found = grouped(site, number)
    codes = codes_of(site, number)
    commune, stranger = cast.client("commune"), cast.client("stranger")
    page = read(commune, f"{HOME}/nhom")
    assert "Rác thải" in page
    assert "Đèn đường" not in page
    assert "riêng ý kiến từ địa bàn" in page
    assert "Tìm thấy 10 ý kiến" in read(commune, f"{HOME}/y-kien")
    page = read(commune, f"{HOME}/nhom/{found['Đèn đường']}")
    assert not any(text in page for text in LIGHT)
    read(commune, f"{HOME}/y-kien/{codes[WASTE[0]]}")
    read(commune, f"{HOME}/y-kien/{codes[LIGHT[0]]}", 404)
    assert LIGHT[0] in read(stranger, f"{HOME}/y-kien")
    assert WASTE[0] not in read(stranger, f"{HOME}/y-kien")
    # Every role in another commune does not reach the province's work, nor a commune's beside it.
    assert stranger.post(f"{HOME}/nhom/{found['Đèn đường']}", data={"name": "a"}).status_code == 403
    assert stranger.post(f"{HOME}/y-kien/{codes[LIGHT[0]]}", data={"theme": "chua-xep"}).status_code == 403
    consultation(site, "rieng", unit=COMMUNE)
    for path in ("/nhom", "/y-kien", "/phan-tich"):
        read(stranger, f"/ban-lam-viec/rieng{path}", 403)
        read(commune, f"/ban-lam-viec/rieng{path}")
