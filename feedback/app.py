"""The web application, put together."""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

from feedback import config as settings
from feedback.accounts import signin
from feedback.accounts import views as accounts
from feedback.admin import views as admin
from feedback.consultations.views import consultations, corrections, drafts, invitations, questionnaires
from feedback.db import db, make_durable
from feedback.desk import views as desk
from feedback.findings import views as findings
from feedback.findings import views_published as published
from feedback.findings import views_versions as versions
from feedback.intake.views import citizen, invited, others, spreadsheet
from feedback.jobs.queue import Queue
from feedback.ledger.writer import Writer
from feedback.public import views as public_pages
from feedback.replies import views as replies
from feedback.reports import views as reports
from feedback.web import access, compression, errors, filters, headers, language, limits, links, transactions

ROOT = Path(__file__).resolve().parent.parent
BLUEPRINTS = (
    language.bp, public_pages.bp, citizen.bp, others.bp, accounts.bp, desk.bp, consultations.bp, drafts.bp, corrections.bp,
    questionnaires.bp, invitations.bp, spreadsheet.bp, findings.bp, published.bp, versions.bp, replies.bp, replies.public_bp,
    reports.bp, admin.bp,
)  # fmt: skip


def create_app(config: settings.Config | None = None) -> Flask:
    """The application for these settings (from the environment when left out).

    Raises RuntimeError when a page states no access rule.
    """
    config = config or settings.load()
    app = Flask(
        "feedback",
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "feedback" / "web" / "static"),
        instance_path=str(config.home),
    )
    app.config.update(_flask_settings(config))
    app.url_map.converters.update(int=links.Number, default=links.Name)
    app.extensions["langnghe"] = config
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), compare_type=True)
    with app.app_context():
        make_durable(db.engine)
        app.extensions["writer"] = Writer(db.engine)
    app.extensions["queue"] = Queue(config.queue)
    signin.manager.init_app(app)
    limits.limiter.init_app(app)
    csrf = CSRFProtect(app)
    for blueprint in (citizen.bp, others.bp, public_pages.bp):  # nobody is signed in there: see intake.views.visit
        csrf.exempt(blueprint)
    language.babel.init_app(app, locale_selector=language.choose, default_translation_directories=str(ROOT / "translations"))
    for part in (filters, headers, errors):
        part.register(app)
    app.register_error_handler(invited.NotInvited, invited.door)
    compression.register(app, frozenset({citizen.bp.name, others.bp.name, public_pages.bp.name, replies.public_bp.name}))
    app.before_request(transactions.choose)
    app.before_request(access.enforce)
    app.jinja_env.globals.update(language=language.shown, languages=language.LANGUAGES)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    access.public(app.view_functions["static"])
    access.check(app)
    return app


def _flask_settings(config: settings.Config) -> dict[str, object]:
    return {
        "SECRET_KEY": config.secret,
        "TESTING": config.testing,
        "SQLALCHEMY_DATABASE_URI": config.database,
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_size": 20, "max_overflow": 20, "hide_parameters": True},  # no words in logs
        "MAX_CONTENT_LENGTH": settings.MAX_UPLOAD + 1024 * 1024,
        "MAX_FORM_PARTS": 10_000,
        "MAX_FORM_MEMORY_SIZE": 8 * 1024 * 1024,  # a pasted draft may be long; what is too long is told at its field
        "WTF_CSRF_TIME_LIMIT": None,  # slow writers: a form stays good as long as the session
        "TRUSTED_HOSTS": list(config.trusted_hosts) or None,
        "SESSION_COOKIE_NAME": "langnghe",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": config.secure_cookies,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "SEND_FILE_MAX_AGE_DEFAULT": 3600,
        "RATELIMIT_ENABLED": not config.testing,
    }
