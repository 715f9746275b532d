"""The demo's corpus: made from its tables, labelled, and not all the same."""

import json
from collections import Counter

import pytest

from deploy.telegram_sim import corpus_folder
from deploy.telegram_sim.compose_corpus import files
from deploy.telegram_sim.operations import read_corpus
from deploy.telegram_sim.world import World
from ingest.watched import load_sources


@pytest.fixture(scope="module")
def operations():
    return [json.loads(line) for line in (corpus_folder() / "posts.jsonl").read_text("utf-8").splitlines()]


def test_the_files_are_what_the_composer_writes():
    assert {name: (corpus_folder() / name).read_text("utf-8") for name in files()} == files()


def test_there_is_enough_of_everything(operations):
    kinds = Counter((line["phase"], line["op"]) for line in operations)
    assert len(operations) >= 600
    assert len({line["channel"] for line in operations}) >= 14
    assert kinds["live", "post"] >= 400
    assert kinds["live", "edit"] >= 5
    assert kinds["live", "delete"] >= 5
    assert sum(line["labels"]["alert"] for line in operations if line["phase"] == "live") >= 100
    assert {line["labels"]["tansiqiya"] for line in operations} == {"statement", "relay", "none"}
    claims = {line["labels"]["claim"]["kind"] for line in operations if line["labels"]["claim"]}
    assert claims == {"claim", "eulogy", "denial", "warning"}
    assert any(line["labels"]["candidate"] for line in operations)
    assert any(line["labels"]["threat"] for line in operations)


def test_few_texts_are_the_same_but_for_copies(operations):
    texts = Counter(line["text"] for line in operations if line["op"] == "post")
    assert len(texts) >= 0.8 * texts.total()


def test_the_simulator_accepts_every_operation():
    corpus = read_corpus(corpus_folder())
    world = World(corpus.channels)
    for number, operation in enumerate(corpus.operations):
        world.apply(operation, 1_700_000_000 + number)


def test_the_sources_file_names_every_channel():
    names = {info.username for info in read_corpus(corpus_folder()).channels}
    assert {source.username for source in load_sources(corpus_folder() / "sources.yaml")} == names
