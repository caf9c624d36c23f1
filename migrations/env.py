"""Runs the migrations inside the application, on whatever database it is set to."""

from alembic import context
from flask import current_app

# Every module with rows, so that the metadata is whole.
from feedback.accounts import models as accounts
from feedback.consultations import models as consultations
from feedback.db import Base, UtcDateTime
from feedback.findings import models as findings
from feedback.identity import models as identity
from feedback.intake import models as intake
from feedback.jobs import models as jobs
from feedback.journal import models as journal
from feedback.ledger import models as ledger
from feedback.replies import models as replies
from feedback.reports import models as reports
from feedback.units import models as units

TABLES = (accounts, consultations, findings, identity, intake, jobs, journal, ledger, replies, reports, units)



def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Migrations must not depend on today's code: our moment type is written as the plain column it is."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


engine = current_app.extensions["migrate"].db.engine

with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render_item,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
