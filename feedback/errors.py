"""Errors a person can do something about. Anything else that is raised is a bug."""


class UserError(Exception):
    """One Vietnamese sentence that says what is wrong and what to do.

    `field` names the form field concerned, or is None when the page as a whole is meant.
    """

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Conflict(UserError):
    """Somebody else changed the same thing first."""


class NotOpen(UserError):
    """The consultation does not take opinions now (not yet, or no longer)."""


class NotAllowed(Exception):
    """The account has no role that reaches this unit."""


class NotFound(Exception):
    """No such thing, or none that this person may know of."""
