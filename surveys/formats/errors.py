"""What can go wrong in reading other people's files."""


class TableError(ValueError):
    """The file cannot be read as a table; the message is Vietnamese and says what to do."""


class FormError(ValueError):
    """The file cannot be read as a form; the message is Vietnamese and says what to do."""


class FormRefused(FormError):
    """A workbook that breaks a rule of forms; the message names sheet, row and column where they are known."""
