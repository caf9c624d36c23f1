"""What every reader of files gives: the text of a draft and what the officer should know about it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """The text of a file, one paragraph a line, with warnings in Vietnamese."""

    text: str
    warnings: tuple[str, ...] = ()
