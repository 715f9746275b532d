"""What the command line says to a person when something of theirs is wrong."""

from schemas.errors import Explained


class UserError(Explained):
    """One clear sentence with the remedy; shown without a traceback, exit status 2."""
