"""Submissions per second: the ledger's `record` through its writer, against the barest durable insert.

Raw: sqlite3, one row and one synced commit at a time (WAL, synchronous=FULL), one thread; the same with the batches that
the writer forms would be unfair to it, so the raw insert is also given all rows of 16 in one commit.
Ours: one submission is 1 submission row, 2 opinions, 3 answers, 3 consents and a journal line.
"""

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from feedback.ledger.service import NewOpinion, NewSubmission, record
from tests.cast import consultation, settle
from tests.site import Site, open_site

THREADS = 16


def raw(path: Path, rows: int, together: int) -> float:
    """Rows per second of plain inserts, `together` rows to a synced commit."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE raw (id INTEGER PRIMARY KEY, text TEXT)")
    begun = time.perf_counter()
    for start in range(0, rows, together):
        connection.execute("BEGIN IMMEDIATE")
        for number in range(start, min(start + together, rows)):
            connection.execute("INSERT INTO raw (text) VALUES (?)", (f"Đề nghị giảm phí thu gom rác {number}",))
        connection.execute("COMMIT")
    seconds = time.perf_counter() - begun
    connection.close()
    return rows / seconds


def _new(number: int, key: str) -> NewSubmission:
    opinions = (
        NewOpinion("Đề nghị giảm phí thu gom rác cho hộ nghèo ở vùng cao", stance="amend", clause_path="d5.k2"),
        NewOpinion("Tán thành việc phân loại tại nguồn", stance="agree", clause_path="d3"),
    )
    return NewSubmission(
        consultation_id=number, key=key, channel="web", opinions=opinions, answers={"a": "x", "b": ["y", "z"], "c": 4},
        consents={"publish": True, "group": True, "contact": False},
    )  # fmt: skip


def ours(site: Site, number: int, submissions: int, threads: int) -> float:
    """Submissions per second through the writer with this many senders at once."""

    def send(key: int) -> None:
        new = _new(number, f"bench {threads} {key}")
        assert site.writer.write(lambda session: record(session, site.secret, new)).created

    begun = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(send, range(submissions)))
    return submissions / (time.perf_counter() - begun)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Lượt gửi mỗi giây")
    parser.add_argument("-n", type=int, default=2000)
    count = parser.parse_args(arguments).n
    with tempfile.TemporaryDirectory() as folder:
        alone, grouped = raw(Path(folder) / "a.db", count, 1), raw(Path(folder) / "b.db", count, THREADS)
        with open_site(f"sqlite:///{folder}/site.db", Path(folder) / "home") as site:
            settle(site)
            number = consultation(site)
            one, many = ours(site, number, count // 4, 1), ours(site, number, count, THREADS)
    rows: list[tuple[str, float]] = [
        ("raw insert, 1 row a commit", alone), (f"raw insert, {THREADS} rows a commit", grouped),
        ("record(), 1 sender", one), (f"record(), {THREADS} senders", many),
    ]  # fmt: skip
    _print(rows, alone, grouped)


def _print(rows: Sequence[tuple[str, float]], alone: float, grouped: float, show: Callable[[str], object] = print) -> None:
    show(f"{'SQLite, synchronous=FULL':34}{'per second':>12}{'of raw 1':>10}{'of raw 16':>10}")
    for name, rate in rows:
        show(f"{name:34}{rate:12.0f}{rate / alone:10.3f}{rate / grouped:10.3f}")


if __name__ == "__main__":
    main()
