"""The migrations make the schema that the models describe, both ways, on both databases."""

import flask_migrate
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from feedback.db import Base, db
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
