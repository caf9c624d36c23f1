"""What goes out compressed, and what does not."""

import gzip

from tests.cast import Cast
from tests.feedback.intake.asked import Citizen, on_sqlite, publish
from tests.site import Site

ASKED = {"Accept-Encoding": "gzip, deflate"}


@on_sqlite
def test_citizens_pages_and_styles_are_compressed_for_those_who_ask(site: Site, cast: Cast) -> None:
    publish(site)
    client = Citizen(site).client
    for address in ("/y-kien/rac/du-thao", "/", "/static/citizen.css"):
        plain, packed = client.get(address, buffered=True), client.get(address, headers=ASKED, buffered=True)
        assert "Content-Encoding" not in plain.headers
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data
        assert packed.content_length == len(packed.data) < len(plain.data)
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert "Accept-Encoding" in plain.headers["Vary"]
    style = client.get("/static/citizen.css", headers=ASKED, buffered=True)
    again = client.get("/static/citizen.css", headers={**ASKED, "If-None-Match": style.headers["ETag"]}, buffered=True)
    assert (again.status_code, again.data) == (304, b"")
    assert client.head("/y-kien/rac/du-thao", headers=ASKED).status_code == 200
    part = client.get("/static/citizen.css", headers={**ASKED, "Range": "bytes=0-1999"}, buffered=True)
    assert (part.status_code, len(part.data), "Content-Encoding" in part.headers) == (206, 2000, False)
    assert "Content-Encoding" not in client.get("/dang-nhap", headers=ASKED).headers  # it holds a token
