"""Times as people type them."""

from datetime import UTC, datetime

import pytest

from rasd.errors import UserError
from rasd.times import moment

NOW = datetime(2021, 7, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2021-07-01", datetime(2021, 7, 1, tzinfo=UTC)),
        ("2021-07-01T03:00:00+03:00", datetime(2021, 7, 1, tzinfo=UTC)),
        ("30d", datetime(2021, 7, 1, tzinfo=UTC)),
        ("24h", datetime(2021, 7, 30, tzinfo=UTC)),
    ],
)
def test_a_time_is_read(text, found):
    assert moment(text, NOW) == found


@pytest.mark.parametrize("text", ["yesterday", "2021-13-01", "", "5y"])
def test_what_is_no_time_is_an_error_that_shows_how(text):
    with pytest.raises(UserError, match="30d"):
        moment(text, NOW)
