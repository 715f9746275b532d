"""What every error meant for a person has in common."""


class Explained(Exception):  # noqa: N818  # it names what it is; its subclasses say Error
    """A problem told in one sentence that ends with the remedy; the command line shows it without a traceback."""
