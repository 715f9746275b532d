"""An archive's files: what goes in comes out, and a change is noticed."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.archive.files import (
    MANIFEST,
    Manifest,
    archived,
    check,
    read_manifest,
    read_segment,
    segments,
    write_manifest,
    write_segment,
)
from ingest.errors import IngestError
from schemas.topics import RAW


def records(count, partition=0, start=0):
    return [archived(partition, start + n, 1_600_000_000_000 + n, b"1:%d" % n, b'{"n": %d}' % n) for n in range(count)]


@pytest.fixture
def archive(tmp_path):
    made = tuple(write_segment(tmp_path, part) for part in segments(records(10), most=4))
    write_manifest(tmp_path, Manifest(topic=RAW.name, partitions=1, segments=made))
    return tmp_path


@given(st.none() | st.binary(), st.none() | st.text(max_size=5))
def test_a_record_keeps_its_bytes(value, key):
    kept = archived(1, 2, 3, None if key is None else key.encode("utf-8", "backslashreplace"), value)
    assert kept.bytes == value


def test_an_archive_gives_back_what_was_written(archive):
    manifest = check(archive)
    assert [each for segment in manifest.segments for each in read_segment(archive, segment)] == records(10)
    assert manifest.next_offset(0) == 10


def test_the_same_records_make_the_same_file(tmp_path):
    one, other = tmp_path / "a", tmp_path / "b"
    one.mkdir()
    other.mkdir()
    assert write_segment(one, records(5)) == write_segment(other, records(5))


def test_a_changed_byte_is_noticed_and_the_file_named(archive):
    file = sorted(archive.glob("*.gz"))[1]
    content = bytearray(file.read_bytes())
    content[-5] ^= 1
    file.write_bytes(content)
    with pytest.raises(IngestError, match=file.name):
        check(archive)


def test_a_file_that_is_gone_is_named(archive):
    file = sorted(archive.glob("*.gz"))[2]
    file.unlink()
    with pytest.raises(IngestError, match=file.name):
        check(archive)


def test_records_other_than_the_manifest_tells_of_are_noticed(archive):
    manifest = read_manifest(archive)
    file = archive / manifest.segments[0].file
    lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)
    rest = write_segment(archive, records(3))
    assert len(lines) == 4
    assert rest.file == manifest.segments[0].file
    write_manifest(
        archive, Manifest(topic=RAW.name, partitions=1, segments=(manifest.segments[0], *manifest.segments[1:]))
    )
    with pytest.raises(IngestError, match=file.name):
        check(archive)


def test_a_manifest_names_no_file_outside_its_folder(archive):
    manifest = read_manifest(archive)
    (archive / MANIFEST).write_text(
        (archive / MANIFEST).read_text("utf-8").replace(manifest.segments[0].file, "../" + manifest.segments[0].file),
        "utf-8",
    )
    with pytest.raises(IngestError, match="outside"):
        check(archive)


def test_a_folder_without_an_archive_is_said_to_be_that(tmp_path):
    with pytest.raises(IngestError, match="holds no archive"):
        check(tmp_path)
