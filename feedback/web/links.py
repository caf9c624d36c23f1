"""Addresses that come from outside and may only lead inside."""

from urllib.parse import urlsplit

from flask import request


def inside(address: str | None) -> str | None:
    """The address if it is a path on this site, else None ('//evil.example' and 'https://…' are refused)."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return None
    return address


def back(default: str = "/") -> str:
    """Path of the page the visitor came from on this site, or `default`."""
    parts = urlsplit(request.args.get("ve") or request.referrer or "")
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    if parts.netloc and parts.netloc != request.host:
        return default
    return inside(path) or default
