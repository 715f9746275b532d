"""What each answer of Elasticsearch means, without a server: its answers are played."""

import json
from types import SimpleNamespace

import pytest
from elastic_transport import ApiResponseMeta, HttpHeaders, NodeConfig
from elasticsearch import BadRequestError, ConnectionError  # noqa: A004  # the library's own name

from processors.index import bulk
from processors.index.bulk import LARGEST, MOST, Write, chunks, held, write
from processors.index.elastic import SearchError


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch):
    monkeypatch.setattr(bulk, "FIRST_PAUSE_S", 0.0)


class Played:
    """A client whose answer to each document is the next of those given for it; 201 after the last."""

    def __init__(self, answers, whole=()):
        self.answers, self.whole, self.sizes = answers, list(whole), []

    async def perform_request(self, _method, _path, *, headers, body):
        assert headers["content-type"] == "application/x-ndjson"
        actions = [json.loads(line)["index"] for line in body.splitlines()[::2]]
        self.sizes.append(len(actions))
        if self.whole and isinstance(self.whole[0], Exception):
            raise self.whole.pop(0)
        if self.whole and callable(self.whole[0]):
            self.whole[0](actions)
        return SimpleNamespace(body={"items": [{"index": self._one(action)} for action in actions]})

    def _one(self, action):
        left = self.answers.get(action["_id"])
        status, kind = left.pop(0) if left else (201, None)
        error = {"error": {"type": kind, "reason": "because"}} if kind else {}
        return {"_index": action["_index"], "status": status, **error}


def writes(*ids):
    return [Write("i", each, 1, b"{}") for each in ids]


async def test_what_the_server_is_too_busy_for_is_sent_again_alone():
    client = Played({"b": [(429, "es_rejected_execution_exception"), (503, "unavailable_shards_exception")]})
    answers = await write(client, writes("a", "b", "c"))
    assert (answers.refused, answers.conflicts) == ({}, set())
    assert client.sizes == [3, 1, 1]


@pytest.mark.parametrize(
    ("status", "kind"),
    [(403, "cluster_block_exception"), (400, "validation_exception"), (400, "index_closed_exception")],
)
async def test_a_state_of_the_server_is_waited_out_and_no_fault_of_the_document(status, kind):
    client = Played({"a": [(status, kind)]})
    assert not (await write(client, writes("a"))).refused
    assert client.sizes == [1, 1]


async def test_a_fault_of_a_document_is_told_with_its_reason_and_the_rest_is_written():
    client = Played(
        {"b": [(400, "strict_dynamic_mapping_exception")], "c": [(409, "version_conflict_engine_exception")]}
    )
    answers = await write(client, writes("a", "b", "c"))
    assert answers.refused == {1: "strict_dynamic_mapping_exception: because"}
    assert answers.conflicts == {2}


async def test_missing_rights_stop_the_step_and_park_nothing():
    with pytest.raises(SearchError, match="security_exception"):
        await write(Played({"a": [(403, "security_exception")]}), writes("a"))


async def test_a_server_that_is_away_is_waited_for():
    client = Played({}, [ConnectionError("gone"), ConnectionError("gone")])
    assert not (await write(client, writes("a"))).refused
    assert client.sizes == [1, 1, 1]


async def test_one_document_that_spoils_the_whole_request_is_found():
    def spoil(actions):
        if any(action["_id"] == "bad" for action in actions):
            raise BadRequestError("too long", meta(400), {})

    answers = await write(Played({}, [spoil]), writes("a", "b", "bad", "c", "d"))
    assert list(answers.refused) == [2]
    assert "400" in answers.refused[2]


def meta(status):
    return ApiResponseMeta(status, "1.1", HttpHeaders(), 0.0, NodeConfig("http", "127.0.0.1", 1))


def test_requests_are_cut_by_number_and_by_size():
    sizes = [len(chunk) for chunk in chunks(dict(enumerate([b"x"] * (2 * MOST + 1))))]
    assert sizes == [MOST, MOST, 1]
    large = b"x" * (LARGEST // 2 + 1)
    assert [list(chunk) for chunk in chunks({0: large, 1: large, 2: b"x" * LARGEST * 2, 3: b"x"})] == [
        [0],
        [1],
        [2],
        [3],
    ]


async def test_a_document_that_can_not_be_read_now_is_not_taken_for_one_that_does_not_exist():
    unready = {"_id": "a", "error": {"type": "no_shard_available_action_exception", "reason": "r"}}
    none = {"_id": "b", "error": {"type": "index_not_found_exception", "reason": "r"}}
    played = [[unready, none], [{"_id": "a", "found": True, "_source": {"x": 1}}, none]]

    class Client:
        async def mget(self, *, docs):
            assert [doc["_id"] for doc in docs] == ["a", "b"]
            return {"docs": played.pop(0)}

    assert await held(Client(), [("i", "a"), ("i", "b")]) == {"a": {"x": 1}}
    assert played == []
