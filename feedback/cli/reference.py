"""Reference pages made from the code: the schema, who may open which page, the settings. A test compares them."""

from flask import Flask
from sqlalchemy import Column

from feedback.db import Base
from feedback.web.access import PUBLIC, rule

SETTINGS = (
    ("LANGNGHE_HOME", "instance", "folder of the database, the queue and the secret key"),
    ("LANGNGHE_DATABASE", "SQLite in the home folder", "database address; postgresql+psycopg://user@host/name works too"),
    ("LANGNGHE_SECRET", "file secret_key in the home folder", "signs cookies and derives receipt codes; never change it"),
    ("LANGNGHE_HOST", "127.0.0.1", "address the server listens on"),
    ("LANGNGHE_PORT", "8000", "port the server listens on"),
    ("LANGNGHE_HOSTS", "any", "comma-separated host names the site answers to; set it on a public server"),
    ("LANGNGHE_HTTPS", "0", "1: the site is reached over https alone; set it on a public server"),
    ("LANGNGHE_PROXY", "none", "address of the web server in front, whose word is taken for where a visitor comes from"),
)


def pages(app: Flask) -> dict[str, str]:
    """File name under docs/ → text of the page."""
    return {"schema.md": schema(), "access.md": access(app), "settings.md": settings()}


def _column(column: Column[object]) -> str:
    target = f" → {next(iter(column.foreign_keys)).target_fullname}" if column.foreign_keys else ""
    need = "" if column.nullable else ", required"
    return f"| {column.name} | {str(column.type).lower()}{need}{target} | {column.comment or ''} |"


def schema() -> str:
    """Tables and columns with their comments."""
    parts = ["# Schema\n\nMade by `make docs` from the models; do not edit.\n"]
    for table in sorted(Base.metadata.tables.values(), key=lambda table: table.name):
        rows = "\n".join(_column(column) for column in table.columns)
        parts.append(f"## {table.name}\n\n| column | type | meaning |\n|---|---|---|\n{rows}\n")
    return "\n".join(parts)


def access(app: Flask) -> str:
    """Every page and who may open it."""
    rows = []
    for url in sorted(app.url_map.iter_rules(), key=lambda url: (url.rule, url.endpoint)):
        allowed = rule(app.view_functions[url.endpoint])
        who = "anyone" if allowed == PUBLIC else ", ".join(sorted(allowed or ()))
        methods = ", ".join(sorted((url.methods or set()) - {"HEAD", "OPTIONS"}))
        rows.append(f"| {methods} | `{url.rule}` | {who} |")
    table = "\n".join(rows)
    head = "# Who may open which page\n\nMade by `make docs` from the views; do not edit. Roles count on the unit that"
    return f"{head} owns the consultation and below.\n\n| method | page | who |\n|---|---|---|\n{table}\n"


def settings() -> str:
    """The environment variables an office may set."""
    rows = "\n".join(f"| {name} | {default} | {meaning} |" for name, default, meaning in SETTINGS)
    return f"# Settings\n\nMade by `make docs`; do not edit.\n\n| variable | when left out | meaning |\n|---|---|---|\n{rows}\n"
