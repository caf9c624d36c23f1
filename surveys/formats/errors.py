"""What can go wrong in reading other people's files."""


class TableError(ValueError):
    """The file cannot be read as a table; the message is Vietnamese and says what to do."""
