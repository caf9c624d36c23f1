"""The migrations make the schema that the models describe, both ways, on both databases."""

import flask_migrate
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text

from feedback.consultations.models import Consultation
from feedback.db import Base, db
from tests.cast import Cast, consultation_with_draft
from tests.site import Site


def test_the_migrated_schema_is_the_models_schema(site: Site) -> None:
    with site.app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_down_to_nothing_and_up_again_with_rows(site: Site) -> None:
    with site.app.app_context():
        flask_migrate.downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
        flask_migrate.upgrade()
        assert "opinion" in inspect(db.engine).get_table_names()


def test_the_second_migration_keeps_rows_both_ways(cast: Cast) -> None:
    """SQLite drops a column by writing the table anew, unless told otherwise; rows that hang on it must not go with it."""
    consultation_with_draft(cast.site)
    with cast.site.app.app_context():
        before = _clauses()
        flask_migrate.downgrade(revision="0001")
        assert _clauses() == before > 0
        flask_migrate.upgrade()
        assert _clauses() == before
        with db.engine.connect() as connection:
            assert list(connection.execute(select(Consultation.show_counts)).scalars()) == [False]


def _clauses() -> int:
    with db.engine.connect() as connection:  # closed again: an open transaction would make the migration wait forever
        return int(connection.execute(text("SELECT count(*) FROM clause")).scalar_one())
