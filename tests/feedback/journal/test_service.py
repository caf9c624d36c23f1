"""The journal is a chain: a changed or missing line shows."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select, update

from feedback.journal import service
from feedback.journal.models import Entry
from tests.site import Site


def _fill(site: Site, lines: int) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(
            lambda n: site.writer.write(lambda session: service.append(session, "citizen", "test", str(n), {"n": n}).id),
            range(lines),
        ))  # fmt: skip


def test_lines_written_at_once_form_one_chain(site: Site) -> None:
    _fill(site, 30)
    with site.session() as session:
        assert len(list(session.scalars(select(Entry)))) == 30
        assert list(service.broken(session)) == []


def test_a_changed_line_and_a_missing_line_show(site: Site) -> None:
    _fill(site, 6)
    with site.session() as session:
        numbers = list(session.scalars(select(Entry.id).order_by(Entry.id)))
        session.execute(update(Entry).where(Entry.id == numbers[2]).values(actor="somebody else"))
    with site.session() as session:
        assert list(service.broken(session)) == [numbers[2]]
        session.delete(session.get_one(Entry, numbers[4]))
    with site.session() as session:
        assert list(service.broken(session)) == [numbers[2], numbers[5]]
