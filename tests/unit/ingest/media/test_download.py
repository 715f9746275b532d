"""One file, with what Telegram and the disk can do on the way."""

import errno
from types import SimpleNamespace

import pytest
from telethon import errors
from telethon.tl import types

from ingest.media.download import DiskError, Limits, MissedError, download
from ingest.media.store import Part

LIMITS = Limits(largest=1000, seconds=20.0)


class Pieces:
    """What one call gives: bytes, or errors to raise in their place."""

    def __init__(self, plan):
        self._plan = plan

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        pass

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self._plan:
            raise StopAsyncIteration
        step = self._plan.pop(0)
        if isinstance(step, bytes):
            return step
        raise step


class Telegram:
    def __init__(self, *plans):
        self.plans, self.asked = [list(plan) for plan in plans], []

    def iter_download(self, file, offset):
        self.asked.append((file.file_reference, offset))
        return Pieces(self.plans.pop(0))


def photo(reference=b"old", number=5):
    return types.Photo(id=number, access_hash=1, file_reference=reference, date=1, sizes=[], dc_id=2)


def message(found):
    return SimpleNamespace(media=types.MessageMediaPhoto(photo=found) if found else None)


def again(found):
    async def give():
        return message(found)

    return give


@pytest.fixture
def part(tmp_path):
    made = Part(tmp_path)
    yield made
    made.discard()


async def test_a_file_comes_in_pieces(part):
    await download(Telegram([b"a" * 10, b"b"]), photo(), part, LIMITS, again(None))
    part.finish()
    assert part.path.read_bytes() == b"a" * 10 + b"b"


async def test_an_expired_reference_is_asked_for_anew_and_the_file_goes_on_where_it_was(part):
    telegram = Telegram([b"aaaa", errors.FileReferenceExpiredError(None)], [b"bb"])
    await download(telegram, photo(), part, LIMITS, again(photo(b"new")))
    part.finish()
    assert part.path.read_bytes() == b"aaaabb"
    assert telegram.asked == [(b"old", 0), (b"new", 4)]


async def test_a_flood_wait_is_kept_and_the_file_goes_on_where_it_was(part):
    telegram = Telegram([b"aaaa", errors.FloodWaitError(None, capture=0)], [b"bb"])
    await download(telegram, photo(), part, LIMITS, again(None))
    assert telegram.asked == [(b"old", 0), (b"old", 4)]


@pytest.mark.parametrize(("found", "reason"), [(None, "no longer there"), (photo(b"new", 6), "another file")])
async def test_a_file_that_is_gone_or_replaced_is_missed(part, found, reason):
    with pytest.raises(MissedError, match=reason):
        await download(Telegram([errors.FileReferenceExpiredError(None)]), photo(), part, LIMITS, again(found))


async def test_a_reference_that_expires_for_ever_is_an_error(part):
    telegram = Telegram(*([errors.FileReferenceExpiredError(None)] for _ in range(9)))
    with pytest.raises(errors.FileReferenceExpiredError):
        await download(telegram, photo(), part, LIMITS, again(photo()))


async def test_more_bytes_than_the_limit_are_missed_whatever_was_said(part):
    with pytest.raises(MissedError, match="too large"):
        await download(Telegram([b"a" * 600, b"b" * 600]), photo(), part, LIMITS, again(None))


async def test_a_file_that_takes_too_long_is_missed(part):
    with pytest.raises(MissedError, match="longer than"):
        await download(Telegram([b"a"]), photo(), part, Limits(largest=1000, seconds=0.0), again(None))


async def test_a_full_disk_is_not_the_files_fault(part, monkeypatch):
    def full(_piece):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(part, "write", full)
    with pytest.raises(DiskError, match="No space left"):
        await download(Telegram([b"a"]), photo(), part, LIMITS, again(None))


async def test_a_connection_that_ends_is_for_the_caller(part):
    with pytest.raises(ConnectionError):
        await download(Telegram([b"a", ConnectionResetError()]), photo(), part, LIMITS, again(None))
