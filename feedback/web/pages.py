"""Lists in pages: every list query has an order and a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

Row = TypeVar("Row")
SIZE = 50


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list: its rows, its number from 1, how many pages and rows there are."""

    rows: Sequence[Row]
    number: int
    pages: int
    total: int


def page(session: Session, query: Select[Any], number: int | None = None, size: int = SIZE) -> Page[Any]:
    """The page asked for by `?trang=` (or `number`) of an ordered query of entities."""
    wanted = number if number is not None else request.args.get("trang", 1, type=int)
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    pages = max(1, -(-total // size))
    number = min(max(wanted, 1), pages)
    rows = session.scalars(query.limit(size).offset((number - 1) * size)).all()
    return Page(rows=rows, number=number, pages=pages, total=total)
