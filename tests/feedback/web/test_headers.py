"""Headers, cookies and host names of a public server."""

from pathlib import Path

import pytest
from flask import Flask

from feedback import config
from feedback.app import create_app
from tests.cast import Cast


@pytest.fixture
def public_app(tmp_path: Path, sqlite_template: Path) -> Flask:
    """The application as set up for a public server; its database is only read."""
    return create_app(
        config.Config(
            home=tmp_path, database=f"sqlite:///{sqlite_template}", secret="x" * 40, trusted_hosts=("ykien.example.vn",),
            secure_cookies=True,
        )
    )  # fmt: skip


def test_every_answer_says_what_a_browser_may_do(lone_cast: Cast) -> None:
    for path in ("/", "/dang-nhap", "/khong-co", "/static/citizen.css"):
        with lone_cast.site.client().get(path) as answer:
            headers = answer.headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "DENY")
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store" or path.startswith("/static")
        assert "Strict-Transport-Security" not in headers


def test_cookies_of_a_public_server_travel_over_https_alone(public_app: Flask) -> None:
    answer = public_app.test_client().get("/dang-nhap", base_url="https://ykien.example.vn")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_a_host_name_that_is_not_ours_gets_one_sentence(public_app: Flask) -> None:
    for path in ("/", "/y-kien/rac", "/ban-lam-viec", "/static/citizen.css"):
        answer = public_app.test_client().get(path, base_url="https://evil.example")
        assert (answer.status_code, answer.mimetype) == (400, "text/plain")
        assert "đúng đường dẫn" in answer.text
        assert "evil" not in answer.text
