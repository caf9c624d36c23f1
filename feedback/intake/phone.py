"""What a citizen's phone may copy of her basket, for the day her cookies are gone: comments, nothing else."""

from collections.abc import Mapping

from feedback.intake.basket import Written

FIELDS = ("stance", "text", "proposed")


def copies(written: Written, path: str | None = None) -> Mapping[str, Mapping[str, object] | None]:
    """The kept comments by anchor, as citizen.js stores them; with a path only that one in full, None for the others."""
    return {
        where: {
            "f": {name: getattr(said, name) for name in FIELDS}, "draft": str(written.draft_id), "name": said.name,
        } if path in (None, where) else None
        for where, said in written.comments.items()
    }  # fmt: skip
