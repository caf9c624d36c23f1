"""What a citizen's phone may copy of her basket, for the day her cookies are gone: comments, nothing else."""

from collections.abc import Mapping

from feedback.intake.basket import Written

FIELDS = ("stance", "text", "proposed", "aspect")


def copies(written: Written, only: str | None = None) -> Mapping[str, Mapping[str, object] | None]:
    """The kept comments by their marks, as citizen.js stores them; with `only`, that one in full and None for the others."""
    return {
        where: {
            "f": {name: getattr(said, name) for name in FIELDS}, "draft": str(said.draft_id), "name": said.name,
        } if only in (None, where) else None
        for where, said in written.comments.items()
    }  # fmt: skip
