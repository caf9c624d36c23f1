"""Addresses that come from outside and may only lead inside."""

import re
from typing import Any
from urllib.parse import urlsplit

from flask import request
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter

LARGEST = 2**31 - 1
"""The largest whole number that both databases can be asked for."""


class Number(IntegerConverter):
    """A whole number in an address that fits the database's integers; a larger one is no such page."""

    def __init__(self, map: Map, *args: Any, **options: Any) -> None:
        super().__init__(map, *args, **{"max": LARGEST, **options})


def whole(written: str) -> int:
    """A whole number from behind the '?' of an address, for `request.args.get(…, type=whole)`. Raises ValueError for what
    is none, or is larger than the database's integers."""
    number = int(written)
    if abs(number) > LARGEST:
        raise ValueError
    return number


class Name(UnicodeConverter):
    """A name in an address. One with a zero byte, which PostgreSQL refuses to compare with, is no such page."""

    def __init__(self, map: Map, *args: Any, **options: Any) -> None:
        super().__init__(map, *args, **options)
        self.regex = self.regex.replace("[^/]", "[^/\\x00]")


_INSIDE = re.compile(r"/(?!/)[^\x00-\x20\x7f\\]*")


def inside(address: str | None) -> str | None:
    """The address if it is a path on this site, else None ('//evil.example' and 'https://…' are refused).

    So is one with a blank, a control character or a backslash: browsers read '/<tab>/evil.example' and '/\\evil.example'
    as '//evil.example'.
    """
    return address if address and _INSIDE.fullmatch(address) else None


def back(default: str = "/") -> str:
    """Path of the page the visitor came from on this site, or `default`."""
    parts = urlsplit(request.args.get("ve") or request.referrer or "")
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    if parts.netloc and parts.netloc != request.host:
        return default
    return inside(path) or default
