"""Both stores keep the same promises; the bucket is a real S3 server's, on this machine."""

from hashlib import sha256

import boto3
import pytest
from moto.server import ThreadedMotoServer

from ingest.errors import IngestError
from ingest.media.store import FolderStore, Part, S3Config, S3Store, StoreError, clear_incoming, open_store, read_from

CONTENT = b"a file" * 1000
NAME = sha256(CONTENT).hexdigest()
SECRETS = {"key_id": "id", "secret": "secret", "region": "us-east-1"}


@pytest.fixture(scope="module")
def server():
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(server, request):
    client = boto3.client(
        "s3", endpoint_url=server, aws_access_key_id="id", aws_secret_access_key="secret", region_name="us-east-1"
    )
    client.create_bucket(Bucket="media")
    yield client
    for each in client.list_objects_v2(Bucket="media").get("Contents", []):
        client.delete_object(Bucket="media", Key=each["Key"])


@pytest.fixture(params=["folder", "bucket"])
def store(request, tmp_path):
    if request.param == "folder":
        return FolderStore(tmp_path / "objects")
    request.getfixturevalue("bucket")
    server = request.getfixturevalue("server")
    return open_store(S3Config("s3://media/rasd", endpoint=server, **SECRETS))


def put(store, folder, content=CONTENT):
    part = Part(folder)
    for start in range(0, len(content), 1000):
        part.write(content[start : start + 1000])
    name = part.finish()
    store.put(part.path, name)
    return name


def test_what_was_put_is_there_under_its_hash_and_its_part_is_gone(store, tmp_path):
    assert not store.has(NAME)
    assert put(store, tmp_path) == NAME
    assert store.has(NAME)
    assert store.read(NAME) == CONTENT
    assert put(store, tmp_path) == NAME
    assert list((tmp_path / "incoming").iterdir()) == []


def test_what_is_not_there_says_so(store):
    with pytest.raises(StoreError, match="not in the store"):
        store.read(NAME)


def test_damage_in_a_folder_is_noticed_when_it_is_read(tmp_path):
    store = FolderStore(tmp_path)
    put(store, tmp_path)
    (tmp_path / NAME[:2] / NAME).write_bytes(b"other")
    with pytest.raises(StoreError, match="damaged"):
        store.read(NAME)


def test_damage_in_a_bucket_is_noticed_when_it_is_read(bucket, server):
    bucket.put_object(Bucket="media", Key=f"{NAME[:2]}/{NAME}", Body=b"other")
    with pytest.raises(StoreError, match="damaged"):
        open_store(S3Config("s3://media", endpoint=server, **SECRETS)).read(NAME)


def test_a_bucket_that_is_not_there_takes_nothing(server, tmp_path):
    store = open_store(S3Config("s3://nobodys", endpoint=server, **SECRETS))
    with pytest.raises(OSError, match="did not take"):
        put(store, tmp_path)
    with pytest.raises(StoreError):
        store.read(NAME)


def test_an_address_that_is_no_bucket_is_explained():
    with pytest.raises(IngestError, match="s3://bucket"):
        S3Store(S3Config("http://x"))


def test_a_part_that_is_given_up_leaves_nothing(tmp_path):
    part = Part(tmp_path)
    part.write(b"half")
    part.discard()
    left = Part(tmp_path)
    left.write(b"killed")
    clear_incoming(tmp_path)
    assert not (tmp_path / "incoming").exists()


def test_the_first_store_that_has_it_whole_gives_it(tmp_path):
    first, second = FolderStore(tmp_path / "a"), FolderStore(tmp_path / "b")
    put(second, tmp_path / "b")
    assert read_from((first, second), NAME) == CONTENT
    with pytest.raises(StoreError):
        read_from((first,), NAME)
