"""Who may open which page.

Each view says `@public` or `@staff(Role, …)`. The application refuses to start when a page says nothing, so that a
forgotten rule is found before anybody can use it. Which units an account reaches is decided in accounts.scope.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from flask import Flask, current_app, request
from flask_login import current_user
from werkzeug.exceptions import Forbidden, Unauthorized

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"


class SessionOver(Unauthorized):
    """Somebody sends a form of a staff page and is signed in no longer: what was typed must not be lost."""


def public(view: View) -> View:
    """Anyone may open this page."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def staff(*roles: str) -> Callable[[View], View]:
    """Only signed-in staff holding one of these roles on some unit may open this page."""

    def mark(view: View) -> View:
        view.access = frozenset(roles)  # type: ignore[attr-defined]
        return view

    return mark


def rule(view: Callable[..., Any]) -> str | frozenset[str] | None:
    """The access rule a view function states, or None."""
    return getattr(view, "access", None)


def check(app: Flask) -> None:
    """Raise RuntimeError naming every endpoint that states no access rule."""
    silent = sorted(name for name, view in app.view_functions.items() if rule(view) is None)
    if silent:
        raise RuntimeError(f"no access rule: {', '.join(silent)}")


def enforce() -> Any:
    """Before each request: let it through, send the visitor to sign in, or refuse."""
    allowed = asked()
    if allowed == PUBLIC:
        return None
    if not current_user.is_authenticated:
        if request.method == "POST":
            raise SessionOver
        return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
    if not holds(current_user.role_names(), allowed):
        raise Forbidden
    return None


def asked() -> str | frozenset[str] | None:
    """The rule of the page that this request asks for; an address that leads nowhere is public."""
    view = current_app.view_functions.get(request.endpoint or "")
    return rule(view) if view else PUBLIC


def holds(names: Iterable[str], allowed: str | frozenset[str] | None) -> bool:
    """Whether one of the role names is among those allowed."""
    return isinstance(allowed, frozenset) and not allowed.isdisjoint(names)
