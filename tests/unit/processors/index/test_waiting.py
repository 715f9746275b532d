"""Changes of places that wait for their posts: patience, what may be committed, what is tried again."""

from dataclasses import dataclass

from processors.index.waiting import PATIENCE_S, Waiting


@dataclass(frozen=True)
class Recorded:
    offset: int
    key: bytes = b"1:1"
    partition: int = 0
    topic: str = "changes"


def test_a_change_is_tried_again_when_its_post_comes():
    waiting = Waiting()
    waiting.keep([Recorded(1), Recorded(2, b"1:2")], now=0)
    assert waiting.of({"1:2", "1:3"}) == [Recorded(2, b"1:2")]


def test_a_change_is_given_up_when_patience_ends():
    waiting = Waiting()
    waiting.keep([Recorded(1)], now=0)
    waiting.keep([Recorded(1)], now=PATIENCE_S)
    assert waiting.given_up(PATIENCE_S) == []
    assert waiting.given_up(PATIENCE_S + 1) == [Recorded(1)]


def test_patience_does_not_begin_while_posts_are_behind():
    waiting = Waiting()
    waiting.keep([Recorded(1), Recorded(2, partition=1)], now=0)
    waiting.stay(100, {0})
    assert waiting.given_up(101) == [Recorded(2, partition=1)]


def test_nothing_after_the_first_change_that_waits_is_committed():
    waiting = Waiting()
    waiting.keep([Recorded(7), Recorded(5), Recorded(9, partition=1)], now=0)
    assert waiting.oldest() == {("changes", 0): 5, ("changes", 1): 9}
    waiting.drop([Recorded(5)])
    assert waiting.oldest() == {("changes", 0): 7, ("changes", 1): 9}
