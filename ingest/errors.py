"""What can be wrong with sources, sessions and files, told to the person who can mend it."""

from schemas.errors import Explained


class IngestError(Explained):
    """Posts can't be collected or imported as asked; the text ends with the remedy."""
