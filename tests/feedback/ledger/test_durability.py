"""kill -9 under load, twenty times: nothing acknowledged is lost, nothing is kept twice. On both databases.

Citizens send through the real pages of a real server. Whoever gets no answer sends again with the same cookie when the
server is back, as a phone does; she must end with one submission and the receipt that belongs to her key.
"""

import http.client
import random
import re
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from feedback import config
from feedback.ledger import codes
from feedback.ledger.models import Opinion, Submission
from tests.cast import consultation_with_draft, settle
from tests.server import Server
from tests.site import open_site

KILLS = 20
SENDERS = 8
_PATIENCE = 60
SLUG = "tai"
PAGE = f"/y-kien/{SLUG}"


@dataclass
class Tally:
    """Keys of the senders by what they have been told."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    received: set[str] = field(default_factory=set)
    unanswered: set[str] = field(default_factory=set)


def _request(port: int, method: str, path: str, key: str, data: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Status, place to go next, and text of one request with the sender's cookie."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        headers = {"Cookie": f"ln-{SLUG}={key}", "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, urlencode(data) if data else None, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", ""), answer.read().decode()
    finally:
        connection.close()


def _hidden(page: str) -> dict[str, str]:
    """Names and values of the hidden fields of a page."""
    tags = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page)
    pairs = [(re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in tags]
    return {name[1]: value[1] if value else "" for name, value in pairs if name}


def _write(port: int, key: str) -> None:
    """Put one general comment into the basket."""
    data = {"stance": "amend", "text": f"Đề nghị của {key}", "proposed": ""}
    data |= _hidden(_request(port, "GET", f"{PAGE}/du-thao/d2.k1", key)[2])
    status, _, page = _request(port, "POST", f"{PAGE}/du-thao/d2.k1", key, data)
    assert status in (302, 303), page


def _send(port: int, key: str, hidden: dict[str, str]) -> None:
    """Send the basket; returns only if the server said 'received'."""
    data = {**hidden, "unit": "", "respondent": "person", "publish": "yes", "group": "yes", "contact": "no"}
    status, place, page = _request(port, "POST", f"{PAGE}/xem-lai", key, data)
    assert status in (302, 303) and place.endswith("/bien-nhan"), page


def _sender(port: int, tally: Tally, stop: threading.Event) -> None:
    """Send again and again until the server is gone."""
    try:
        hidden: dict[str, str] | None = None
        while not stop.is_set():
            key = codes.new_key()
            _write(port, key)
            hidden = hidden or _hidden(_request(port, "GET", f"{PAGE}/xem-lai", key)[2])
            with tally.lock:
                tally.unanswered.add(key)
            _send(port, key, hidden)
            with tally.lock:
                tally.unanswered.discard(key)
                tally.received.add(key)
    except (OSError, http.client.HTTPException):
        return  # killed: who waits for an answer stays among the unanswered


def _again(port: int, tally: Tally) -> None:
    """Everyone without an answer sends again."""
    for key in sorted(tally.unanswered):
        status, _, page = _request(port, "GET", f"{PAGE}/xem-lai", key)
        hidden = _hidden(page) if status == 200 else {}
        _send(port, key, hidden)
        tally.received.add(key)
    tally.unanswered.clear()


def _load_and_kill(server: Server, tally: Tally, seconds: float) -> None:
    stop = threading.Event()
    senders = [threading.Thread(target=_sender, args=(server.port, tally, stop)) for _ in range(SENDERS)]
    enough = len(tally.received) + 2
    for sender in senders:
        sender.start()
    patience = time.monotonic() + _PATIENCE
    while len(tally.received) < enough and time.monotonic() < patience:
        time.sleep(0.02)  # a busy machine answers late; a kill before any answer shows nothing
    time.sleep(seconds)
    server.kill()
    stop.set()
    for sender in senders:
        sender.join()


def test_kill_nine_under_load_loses_nothing_and_doubles_nothing(database: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with open_site(database, home) as site:
        settle(site)
        consultation_with_draft(site, SLUG)
    server, tally, chance = Server(home, database), Tally(), random.Random(20)
    for _ in range(KILLS):
        server.start()
        _again(server.port, tally)
        _load_and_kill(server, tally, chance.uniform(0.0, 0.6))
    server.start()
    try:
        _again(server.port, tally)
        _check(server, tally, config.load(home).secret)
    finally:
        server.stop()


def _check(server: Server, tally: Tally, secret: str) -> None:
    engine = create_engine(server.database)
    with Session(engine) as session:
        query = select(Submission.idempotency_hmac, func.count(Opinion.id)).outerjoin(Opinion).group_by(Submission.id)
        kept = dict(session.execute(query).all())  # type: ignore[arg-type]
        total = session.scalar(select(func.count(Submission.id)))
    engine.dispose()
    wanted = {codes.digest(secret, "key", key) for key in tally.received}
    lost, more = wanted - set(kept), set(kept) - wanted
    print(f"{len(wanted)} acknowledged, {len(lost)} lost, {len(more) + (total or 0) - len(kept)} doubled")
    assert len(wanted) > KILLS, "the load was too small to show anything"
    assert (lost, more, total) == (set(), set(), len(wanted))
    assert set(kept.values()) == {1}, "an opinion was written twice or not at all"
    key = sorted(tally.received)[0]
    assert codes.receipt(secret, key) in _request(server.port, "GET", f"{PAGE}/bien-nhan", key)[2]


@pytest.mark.parametrize("written", ["", "x"])
def test_hidden_fields_are_read_from_pages(written: str) -> None:
    assert _hidden(f'<input name="a" type="hidden" value="{written}"><input type="text" name="b">') == {"a": written}
