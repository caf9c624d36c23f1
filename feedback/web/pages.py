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
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    number, pages = _place(total, size, number)
    rows = session.scalars(query.limit(size).offset((number - 1) * size)).all()
    return Page(rows=rows, number=number, pages=pages, total=total)


def cut(rows: Sequence[Row], size: int = SIZE) -> Page[Row]:
    """The page asked for by `?trang=` of rows that are all at hand."""
    number, pages = _place(len(rows), size)
    return Page(rows=rows[(number - 1) * size : number * size], number=number, pages=pages, total=len(rows))


def _place(total: int, size: int, number: int | None = None) -> tuple[int, int]:
    """The number of the page asked for, brought between the first and the last, and how many there are."""
    pages = max(1, -(-total // size))
    wanted = number if number is not None else request.args.get("trang", 1, type=int)
    return min(max(wanted, 1), pages), pages
