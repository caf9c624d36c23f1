"""A plain text or Markdown file to text, whatever the encoding; old Vietnamese fonts are refused."""

from surveys import encoding
from surveys.drafts.errors import DraftError
from surveys.drafts.source import Source


def read_text(data: bytes) -> Source:
    """The text of a file in UTF-8, UTF-16 or windows-1258; raises DraftError for anything else."""
    try:
        return Source(encoding.decode(data))
    except encoding.EncodingError as error:
        raise DraftError(str(error)) from error
