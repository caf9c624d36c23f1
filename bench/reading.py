"""Server time of a long draft's pages: 900 clauses with 100,000 opinions on them, counts shown.

Each page is asked for over the application's own interface, without a socket: what is measured is everything the server
does, from the request to the compressed bytes. Of the runs the middle one and the slowest are printed, and the processor's
time of the middle one, which other work on the machine cannot stretch; bytes as sent.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from feedback import clock
from feedback.consultations.models import Clause, Consultation, DraftVersion
from feedback.ledger.models import Opinion, Submission
from tests.cast import consultation, settle
from tests.site import Site, open_site

CLAUSES, OPINIONS = 900, 100_000
_WORDS = (
    "Ủy ban nhân dân xã phối hợp với Mặt trận Tổ quốc hướng dẫn hộ gia đình phân loại chất thải rắn sinh hoạt tại nguồn, "
    "thu gom và vận chuyển đến điểm tập kết theo đúng thời gian, tuyến đường đã công bố; hộ nghèo được miễn phí."
)
_CHUNK = 5_000


def _clauses(draft_id: int, total: int) -> Iterator[dict[str, object]]:
    """Articles of two clauses, with two points and one."""
    shape = (("", "dieu"), (".k1", "khoan"), (".k1.pa", "diem"), (".k1.pb", "diem"), (".k2", "khoan"), (".k2.pa", "diem"))
    for position in range(total):
        number, place = position // len(shape) + 1, position % len(shape)
        end, level = shape[place]
        parent = None if not end else f"d{number}{end}".rpartition(".")[0]
        yield {
            "draft_id": draft_id, "path": f"d{number}{end}", "parent_path": parent, "position": position, "level": level,
            "label": str(number) if not end else end[-1], "heading": f"Trách nhiệm thứ {number}" if not end else "",
            "text": "" if not end else _WORDS, "plain": "Xã lo, dân cùng làm." if place == 1 and number % 5 == 0 else "",
            "doubt": False, "excluded": False, "version": 1,
        }  # fmt: skip


def _draft(session: Session, consultation_id: int, clauses: int) -> list[tuple[int, str]]:
    """A published draft; number and anchor of each clause."""
    row = session.get_one(Consultation, consultation_id)
    row.show_counts = row.show_opinions = row.ask_aspect = True
    draft = DraftVersion(
        consultation_id=consultation_id, number=1, file_name="a.txt", sha256="0" * 64, source="…", title="QUY ĐỊNH DÀI",
        created_by_id=row.created_by_id, created_at=clock.now(), published_at=clock.now(),
    )  # fmt: skip
    session.add(draft)
    session.flush()
    session.execute(insert(Clause), list(_clauses(draft.id, clauses)))
    return [(row.id, row.path) for row in session.execute(select(Clause.id, Clause.path).where(Clause.draft_id == draft.id))]


def _opinions(session: Session, consultation_id: int, clauses: Sequence[tuple[int, str]], total: int) -> None:
    """Sendings of four opinions each, spread over clauses; of twenty, one is on the whole and one answers a question."""
    now = clock.now()
    for start in range(0, total, _CHUNK):
        numbers = range(start, min(start + _CHUNK, total))
        sendings = sorted({number // 4 + 1 for number in numbers})
        session.execute(insert(Submission), [
            {"id": sending, "consultation_id": consultation_id, "receipt_hmac": f"r{sending}", "idempotency_hmac": f"k{sending}",
             "channel": "web", "received_at": now, "may_publish": True, "may_group": True, "respondent": "person"}
            for sending in sendings
        ])  # fmt: skip
        session.execute(insert(Opinion), [_opinion(number, consultation_id, clauses) for number in numbers])


def _opinion(number: int, consultation_id: int, clauses: Sequence[tuple[int, str]]) -> dict[str, object]:
    clause_id, path = clauses[number * 7919 % len(clauses)]
    about = number % 20
    return {
        "code": f"{number:08d}", "consultation_id": consultation_id, "submission_id": number // 4 + 1, "position": number % 4,
        "clause_id": clause_id if about > 1 else None, "clause_path": path if about > 1 else None,
        "question": "loi_khac" if about == 1 else None, "stance": "amend", "text": f"Đề nghị sửa {number}",
        "folded": f"de nghi sua {number}", "proposed": "",
    }  # fmt: skip


PAGES = (
    ("reading page, counts", "/du-thao"),
    ("search by words", "/du-thao?tim=ho+ngheo+duoc+mien+phi"),
    ("search by number", "/du-thao?tim=dieu+90+khoan+2"),
    ("clause page", "/du-thao/d90.k2"),
    ("article page", "/du-thao/d90"),
)
LIMIT = 300
"""Milliseconds the reading page may take, as the issue asks."""


def measure(site: Site, runs: int) -> list[tuple[str, float, float, float, int]]:
    """Of each page: middle and slowest run, processor's time of the middle one, all in milliseconds; bytes sent."""
    client, rows = site.client(), []
    client.get("/y-kien/dai")  # a visitor with her cookie
    for name, page in PAGES:
        times, busy = [], []
        for _run in range(runs):
            begun, before = time.perf_counter(), time.process_time()
            answer = client.get(f"/y-kien/dai{page}", headers={"Accept-Encoding": "gzip, br"})
            times.append((time.perf_counter() - begun) * 1000)
            busy.append((time.process_time() - before) * 1000)
            assert answer.status_code == 200, page
        rows.append((name, median(times), max(times), median(busy), len(answer.data)))
    return rows


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Thời gian mở dự thảo dài")
    parser.add_argument("--clauses", type=int, default=CLAUSES)
    parser.add_argument("--opinions", type=int, default=OPINIONS)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--database", help="địa chỉ một cơ sở dữ liệu trống; mặc định là SQLite tạm")
    chosen = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory() as folder,
        open_site(chosen.database or f"sqlite:///{folder}/site.db", Path(folder) / "home") as site,
    ):
        settle(site)
        number = consultation(site, "dai")
        with site.session() as session:
            _opinions(session, number, _draft(session, number, chosen.clauses), chosen.opinions)
        rows = measure(site, chosen.runs)
    print(f"{chosen.clauses} clauses, {chosen.opinions} opinions{'ms':>8}{'slowest':>10}{'CPU ms':>9}{'kB sent':>9}")
    for name, middle, slowest, busy, size in rows:
        print(f"{name:32}{middle:6.0f}{slowest:10.0f}{busy:9.0f}{size / 1000:9.1f}")
    print(f"The reading page may take {LIMIT} ms: {'kept' if rows[0][1] <= LIMIT else 'NOT KEPT'}")


if __name__ == "__main__":
    main()
