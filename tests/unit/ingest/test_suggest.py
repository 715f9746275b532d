import pytest

from ingest.suggest import Suggestions, pointed_to
from schemas.messages import Channel, Entity, Forward, RawPost


def post(message=1, text=None, *, channel=1, username="watched", date="2021-01-01T00:00:00Z", **fields):
    return RawPost(channel=Channel(id=channel, username=username), message_id=message, date=date, text=text, **fields)


def names(text, **fields):
    return [(name, way) for name, way, _ in pointed_to(post(text=text, **fields))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("تابعوا @other_channel الآن", [("@other_channel", "mention")]),
        ("a@mail.example and x@@y", []),
        ("https://t.me/other_channel/15", [("@other_channel", "link")]),
        ("t.me/s/other_channel", [("@other_channel", "link")]),
        ("انظر t.me/c/1234567890/5", [("1234567890", "link")]),
        ("https://telegram.me/joinchat/AAAAAEabcdefghij", [("t.me/+AAAAAEabcdefghij", "link")]),
        ("https://t.me/+AbCdEfGhIjKlMnOp", [("t.me/+AbCdEfGhIjKlMnOp", "link")]),
        ("tg://resolve?domain=other_channel", [("@other_channel", "link")]),
        ("https://t.me/share/url?url=x https://t.me/addstickers/abc", []),
        ("https://not-t.me/other_channel https://evilt.me/other_channel", []),
        ("@abc", []),
    ],
)
def test_names_in_a_text(text, wanted):
    assert names(text) == wanted


def test_links_under_words_and_forwards_count_too():
    link = Entity(type="text_url", offset=0, length=3, url="https://t.me/hidden_one")
    assert names("هنا", entities=(link,)) == [("@hidden_one", "link")]
    assert names("x", forwarded_from=Forward(channel_id=77, title="Other")) == [("77", "forward")]


def test_counts_first_sight_and_by_whom():
    found = Suggestions(usernames=["Watched"])
    found.add(post(1, "@other_one @OTHER_one https://t.me/other_one", date="2021-01-03T00:00:00Z"))
    found.add(post(1, "@other_one edited", date="2021-01-03T00:00:00Z", version=2))
    found.add(post(5, "@other_one", channel=2, username=None, date="2021-01-02T00:00:00Z"))
    (only,) = found.ranked()
    assert (only.name, only.posts, only.mentions, only.links) == ("@other_one", 2, 2, 1)
    assert (only.first_seen, only.first_post) == ("2021-01-02T00:00:00Z", "2:5")
    assert only.channels == {"@watched": 1, "2": 1}
    assert only.examples == ["1:1", "2:5"]


def test_watched_and_collected_channels_are_left_out_even_if_they_come_later():
    found = Suggestions(ids=[77], usernames=["Named"])
    found.add(post(1, "@named @later_one", forwarded_from=Forward(channel_id=77)))
    found.add(post(2, "x", channel=3, username="Later_One"))
    assert found.ranked() == []


def test_those_that_most_channels_name_come_first():
    found = Suggestions()
    for message in range(3):
        found.add(post(message, "@by_one_only"))
    found.add(post(8, "@by_two"))
    found.add(post(9, "@by_two", channel=2, username="second"))
    assert [each.name for each in found.ranked()] == ["@by_two", "@by_one_only"]
    assert [each.name for each in found.ranked(least=3)] == ["@by_one_only"]
