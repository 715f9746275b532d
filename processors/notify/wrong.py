"""The error of a target."""

from schemas.errors import Explained


class TargetError(Explained):
    """A target is not one that rasd knows, or did not take an alert. The text never holds the target's address."""
