"""What a reader of drafts says when it must refuse a file."""


class DraftError(ValueError):
    """A refused file; the message is one Vietnamese sentence telling what to do instead."""
