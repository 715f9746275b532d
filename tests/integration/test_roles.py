"""Least privilege on the real Elasticsearch: what each role must be able to do, and what it is refused."""

import asyncio
import json
import os
import stat
from types import SimpleNamespace

import msgspec
import pytest
from elasticsearch import AuthorizationException, Elasticsearch, NotFoundError
from kafka import KafkaProducer
from seeding import remove
from topic_reader import until

from processors.config import ElasticsearchConfig
from processors.index.batch import Batch
from processors.index.create import create_indices
from processors.index.elastic import client, connect, options
from processors.index.roles import create_keys, roles
from processors.index.settle import settle
from schemas.alerts import Alert
from schemas.codec import encode
from schemas.messages import AnalysedPost, Channel
from schemas.topics import ALERTS, ANALYSED

REPLAY = f"r{os.getpid()}"


@pytest.fixture(scope="module")
def keys(elasticsearch, tmp_path_factory):
    """A configuration for each role, signed in by its key alone."""
    folder = tmp_path_factory.mktemp("keys")
    create_indices(elasticsearch, REPLAY)
    made = create_keys(elasticsearch, "live", folder) | create_keys(elasticsearch, REPLAY, folder)
    configs = {
        name: ElasticsearchConfig(url=elasticsearch.url, api_key_file=path, ca=elasticsearch.ca)
        for name, (path, _) in made.items()
    }
    yield {name.removesuffix(f"_{REPLAY}").removeprefix("rasd_"): config for name, config in configs.items()}
    with client(elasticsearch) as search:
        for name in made:
            search.security.invalidate_api_key(name=name)
            search.security.delete_role(name=name)
    remove(elasticsearch, REPLAY)


def post(channel, number=1):
    return AnalysedPost(
        post_id=f"{channel}:{number}",
        channel=Channel(id=channel),
        message_id=number,
        version=1,
        date="2018-07-01T00:00:00Z",
        text="a post",
    )


def put(config, generation, *messages):
    async def run():
        made = connect(config)
        try:
            batch = Batch(generation)
            for offset, message in enumerate(messages):
                topic = ANALYSED if isinstance(message, AnalysedPost) else ALERTS
                batch.add(SimpleNamespace(topic=topic.name, value=encode(message), offset=offset, key=b""))
            return await settle(made, batch)
        finally:
            await made.close()

    return asyncio.run(run())


def alert(id_):
    return Alert(
        alert_id=id_,
        rule="r",
        severity="low",
        title="t",
        summary="s",
        first_seen="2018-07-01T00:00:00Z",
        last_seen="2018-07-01T00:00:00Z",
    )


def refused(config, ask):
    with client_of(config) as search, pytest.raises(AuthorizationException):
        ask(search)


def client_of(config):
    return Elasticsearch(**options(config))


def test_a_reader_reads_everything_of_rasd_and_writes_nothing(keys):
    with client(keys["reader"]) as search:
        for alias in ("posts", "posts-revisions", "stories", "alerts", "coverage"):
            search.search(index=alias, size=1)
        pit = search.open_point_in_time(index="posts", keep_alive="1m")["id"]
        search.search(pit={"id": pit}, size=1)
        search.close_point_in_time(id=pit)
        assert search.indices.get_mapping(index="posts")
    reader = keys["reader"]
    refused(reader, lambda search: search.index(index="posts-live-2018.07", id="x", document={"post_id": "x"}))
    refused(reader, lambda search: search.delete(index="stories-live", id="x"))
    refused(reader, lambda search: search.update(index="alerts-live", id="x", doc={"title": "x"}))
    refused(reader, lambda search: search.delete_by_query(index="alerts-live", query={"match_all": {}}))
    refused(reader, lambda search: search.indices.create(index="posts-live-1999.01"))
    refused(reader, lambda search: search.security.get_role())
    refused(reader, lambda search: search.cluster.put_settings(persistent={"action.auto_create_index": "true"}))


def test_the_writer_writes_what_the_step_writes_and_reads_only_the_documents_that_it_folds(keys, channel):
    writer = keys["writer"]
    assert put(writer, "live", post(channel), alert(f"a{channel}")).refused == []
    edited = msgspec.structs.replace(post(channel), version=2, text="edited")
    assert put(writer, "live", edited).refused == []
    with client(writer) as search:
        assert search.get(index="posts-live-2018.07", id=f"{channel}:1")["_source"]["text"] == "edited"
    for index in ("alerts-live", "posts-revisions-live-2018.07", "stories-live", ".security"):
        refused(writer, lambda search, index=index: search.search(index=index))
    refused(writer, lambda search: search.get(index="alerts-live", id=f"a{channel}"))
    refused(writer, lambda search: search.delete(index="posts-live-2018.07", id=f"{channel}:1"))
    refused(writer, lambda search: search.indices.delete(index="posts-live-2018.07"))
    refused(writer, lambda search: search.index(index=f"posts-{REPLAY}-2018.07", id="x", document={"post_id": "x"}))
    refused(writer, lambda search: search.index(index="anything", id="x", document={}))
    refused(writer, lambda search: search.indices.put_index_template(name="x", index_patterns=["x"]))


def test_the_replay_of_one_generation_can_not_touch_another_and_none_that_is_live(keys, channel):
    replay = keys["replay"]
    assert put(replay, REPLAY, post(channel), alert(f"a{channel}")).refused == []
    for index in (
        "posts-live-2018.07",
        "stories-live",
        "alerts-live",
        f"posts-{REPLAY}-2-2018.07",
        f"alerts-{REPLAY}2",
    ):
        refused(replay, lambda search, index=index: search.index(index=index, id="x", document={"post_id": "x"}))
    refused(replay, lambda search: search.search(index="posts"))
    refused(replay, lambda search: search.indices.put_alias(index=f"posts-{REPLAY}-2018.07", name="posts"))
    take = {"remove": {"index": "posts-live-*", "alias": "posts"}}
    refused(replay, lambda search: search.indices.update_aliases(actions=[take]))


def test_who_is_on_call_sees_alerts_and_current_posts_only(keys):
    with client(keys["alerting"]) as search:
        for alias in ("posts", "stories", "alerts"):
            search.search(index=alias, size=1)
    refused(keys["alerting"], lambda search: search.search(index="posts-revisions"))
    refused(keys["alerting"], lambda search: search.search(index="coverage"))
    refused(keys["alerting"], lambda search: search.index(index="alerts-live", id="x", document={}))


def test_the_index_step_works_with_the_key_of_its_generation_alone(keys, alone, elasticsearch, started, channel):
    started(
        "work",
        "--only",
        "index",
        RASD_KAFKA=alone,
        RASD_GENERATION=REPLAY,
        RASD_ELASTICSEARCH_API_KEY_FILE=keys["replay"].api_key_file,
        RASD_ELASTICSEARCH_USER="",
    )
    sender = KafkaProducer(bootstrap_servers=alone)
    sender.send(ANALYSED.name, encode(post(channel, 7)), key=f"{channel}:7".encode())
    sender.close()
    with client(elasticsearch) as search:

        def there():
            try:
                return search.get(index=f"posts-{REPLAY}-2018.07", id=f"{channel}:7")["found"]
            except NotFoundError:
                return False

        until(there)


def test_the_command_writes_key_files_that_only_their_owner_reads_and_never_shows_a_key(rasd, tmp_path, elasticsearch):
    name = f"c{os.getpid()}"
    done = rasd("index", "roles", "--out", tmp_path / "keys", RASD_GENERATION=name)
    path = tmp_path / "keys" / f"rasd_replay_{name}.key"
    assert done.returncode == 0, done.err
    assert str(path) in done.out
    secret = path.read_text().strip()
    assert secret
    assert secret not in done.out + done.err
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = rasd("index", "roles", "--out", tmp_path / "keys", "--json", RASD_GENERATION=name)
    assert json.loads(again.out) == {f"rasd_replay_{name}": {"file": str(path), "new": False}}
    assert path.read_text().strip() == secret
    with client(elasticsearch) as search:
        search.security.invalidate_api_key(name=f"rasd_replay_{name}")
        search.security.delete_role(name=f"rasd_replay_{name}")


def test_no_role_may_delete_or_manage_anything():
    for role in (*roles(), *roles("g")):
        for each in role.as_descriptor()["indices"]:
            assert not {"all", "write", "delete", "delete_index", "manage"} & set(each["privileges"])
        assert role.as_role()["cluster"] == []
