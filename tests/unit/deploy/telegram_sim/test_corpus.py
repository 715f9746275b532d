"""The demo's corpus: up to date, loadable, varied, and labelled without contradiction."""

import json
import re
import unicodedata
from collections import Counter

import pytest

from deploy.telegram_sim import corpus_folder
from deploy.telegram_sim.compose_corpus import compose, files
from deploy.telegram_sim.composing.tables import BRANDS, CHANNELS, ORDINARY, THREATS
from deploy.telegram_sim.operations import read_corpus
from deploy.telegram_sim.world import World
from ingest.watched import load_sources
from schemas.registry import load_registry

LINES = compose()
POSTS = [line for line in LINES if line["op"] == "post"]
LIVE = [line for line in LINES if line["phase"] == "live"]
REGISTRY = load_registry()
ATTACKS = {"rocket", "mortar", "drone", "ied", "missile", "sniper", "other", None}
# Names that are written otherwise than the registry writes them.
OTHER_NAMES = {
    "asaib_ahl_al_haq": ("العصائب",),
    "kataib_hezbollah": ("الكتائب",),
    "nujaba": ("النجباء",),
    "coordination_framework": ("چارچوب هماهنگی",),
}


def fold(text: str) -> str:
    """Letters only, one form each: enough to see whether a plainly written name occurs."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    plain = re.sub("[أإآٱ]", "ا", plain.replace("ـ", "").replace("_", " "))
    return plain.translate(str.maketrans("ىةیک", "يهيك")).lower()


def described(line) -> str:
    return f"{line['channel']}:{line.get('message_id') or line['message_ids']} {line.get('text', '')[:80]}"


@pytest.mark.parametrize("name", files())
def test_the_files_are_what_the_composer_writes(name):
    assert (corpus_folder() / name).read_text("utf-8") == files()[name]


def test_composing_again_gives_the_same_bytes():
    assert json.dumps(compose(), ensure_ascii=False) == json.dumps(LINES, ensure_ascii=False)


def test_the_simulated_telegram_accepts_every_operation():
    corpus = read_corpus(corpus_folder())
    world = World(corpus.channels)
    for number, operation in enumerate(corpus.operations):
        world.apply(operation, number)
    assert len(corpus.operations) == len(LINES)


def test_the_collector_can_read_the_sources_and_knows_every_organisation_in_them():
    sources = load_sources(corpus_folder() / "sources.yaml")
    assert {source.username for source in sources} == {info.username for info in read_corpus(corpus_folder()).channels}
    for source in sources:
        if source.affiliation:
            assert REGISTRY.organisation(source.affiliation.organisation)


def test_there_is_enough_of_everything():
    assert len(LINES) >= 650
    assert len({line["channel"] for line in LINES}) >= 16
    assert 220 <= len(LINES) - len(LIVE) <= 330
    assert len(LIVE) >= 420
    assert sum(line["labels"]["alert"] for line in LIVE) >= 170
    assert len({line["labels"]["story"] for line in LINES if line["labels"]["tansiqiya"] == "statement"}) == 10
    operations = Counter(line["op"] for line in LIVE)
    assert operations["edit"] >= 10
    assert operations["delete"] >= 8
    for field in ("grouped_id", "forwarded_from", "media", "reply_to", "entities"):
        assert any(field in line for line in LIVE), field
    for brand in BRANDS:
        claiming = [line for line in LIVE if line["labels"]["claim"] and brand in line["labels"]["claim"]["brands"]]
        assert any(line["labels"]["alert"] for line in claiming), brand
    assert sum(1 for line in LIVE if line["labels"]["candidate"] and line["labels"]["alert"]) >= 10
    assert sum(1 for line in LIVE if line["labels"]["disguised"]) >= 8


def test_nothing_of_the_history_is_deleted_since_telegram_would_not_show_it():
    assert not [line for line in LINES if line["phase"] == "history" and line["op"] == "delete"]


def test_the_history_comes_first_and_in_the_order_of_time():
    phases = [line["phase"] for line in LINES]
    assert phases == sorted(phases)
    dates = [line["date"] for line in LINES if line["phase"] == "history"]
    assert dates == sorted(dates)
    assert not any("date" in line for line in LIVE)


def test_texts_repeat_only_where_one_channel_copies_another():
    texts = [line["text"] for line in POSTS if line["text"]]
    assert len(set(texts)) >= 0.85 * len(texts)
    for text, times in Counter(texts).items():
        if times > 1:
            same = [line for line in POSTS if line["text"] == text]
            assert len({line["labels"]["story"] for line in same}) == 1 or len(text) < 30, text
            assert len({line["channel"] for line in same}) == times or len(text) < 30, text


def test_ordinary_posts_and_threats_are_never_used_twice():
    texts = Counter(line["text"] for line in POSTS)
    tables = [each if isinstance(each, str) else each["text"] for posts in ORDINARY.values() for each in posts]
    for text in [*tables, *(threat["text"] for threat in THREATS)]:
        assert texts[text] <= 1, text


def test_no_two_attacks_of_the_live_part_share_weapon_place_and_day():
    seen = Counter(
        (claim["attack"], *claim["areas"], claim["when"])
        for line in LIVE
        if line["labels"]["alert"] and (claim := line["labels"]["claim"]) and claim["kind"] != "warning"
    )
    assert max(seen.values()) == 1
    assert seen.total() >= 130


def test_labels_agree_with_the_registry_and_with_each_other():
    assert [(described(line), fault) for line in LINES for fault in faults(line["labels"])] == []


def faults(labels):
    """What contradicts itself or the contract's rules."""
    claim, roles = labels["claim"], labels["roles"]
    known = {organisation.id for organisation in REGISTRY.organisations}
    speaking = {brand for brand, role in roles.items() if role == "claimant"}
    claiming = set(claim["brands"]) if claim and claim["kind"] in {"claim", "eulogy"} else set()
    checks = {
        "a role for each brand": list(roles) == labels["brands"],
        "brands of the registry": set(roles) <= known,
        "roles of the contract": set(roles.values()) <= {"claimant", "issuer", "mention"},
        "who hides is named": set(labels["disguised"]) <= set(roles),
        "who claims is a claimant": speaking == claiming,
        "a claim has somebody who speaks": not claim or claim["brands"] or labels["candidate"],
        "who speaks is named": not claim or set(claim["brands"]) <= set(roles),
        "a kind of the contract": not claim or claim["kind"] in {"claim", "eulogy", "denial", "warning"},
        "an attack of the contract": not claim or claim["attack"] in ATTACKS,
        "a threat has a target": labels["threat"] is None or labels["threat"]["targets"],
        "a class where the Tansiqiya is named": (labels["tansiqiya"] == "none") == ("tansiqiya" not in roles),
        "a statement is issued": (labels["tansiqiya"] == "statement") == (roles.get("tansiqiya") == "issuer"),
        "an alert has a story": not labels["alert"] or labels["story"],
    }
    return [rule for rule, kept in checks.items() if not kept]


def test_what_the_labels_name_stands_in_the_text():
    assert [(described(line), name) for line in LINES if line["op"] != "delete" for name in unfound(line)] == []


def unfound(line):
    """Names that the labels say are there (or hidden) and are not."""
    labels, text = line["labels"], fold(line["text"])
    for brand in labels["brands"]:
        known, facade = REGISTRY.organisation(brand), BRANDS.get(brand)
        names = [*known.names_ar, *known.names_en, *OTHER_NAMES.get(brand, ())]
        names += [facade.english, facade.persian] if facade else []
        # The article melts into the particle before it: للهيئة for ل and الهيئة.
        names += ["لل" + name.removeprefix("ال") for name in names]
        if any(fold(name) in text for name in names) == (brand in labels["disguised"]):
            yield brand
    if labels["candidate"] and labels["candidate"] not in line["text"]:
        yield labels["candidate"]
    if labels["tansiqiya"] == "statement" and text.count(fold("التنسيقية للمقاومة العراقية")) < 2:
        yield "the head or the signature"


def test_a_name_that_can_mean_nothing_else_is_labelled_wherever_it_stands():
    plain = {each.id: each.names_ar for each in REGISTRY.organisations if not each.ambiguous_ar}
    missed = [
        (described(line), brand)
        for line in LINES
        for brand, names in plain.items()
        if brand not in line["labels"]["brands"] and any(fold(name) in fold(line.get("text", "")) for name in names)
    ]
    assert missed == []


def test_an_alerting_line_is_the_first_of_its_story():
    opened = set()
    for line in LINES:
        labels = line["labels"]
        if labels["alert"]:
            assert labels["story"] not in opened, described(line)
        if labels["story"]:
            opened.add(labels["story"])


def test_most_statements_reach_another_channel_before_their_own():
    first = {}
    for line in LINES:
        if line["labels"]["tansiqiya"] == "statement":
            first.setdefault(line["labels"]["story"], line["channel"])
    official = CHANNELS["haya"].id
    assert len(first) == 10
    assert 5 <= sum(channel != official for channel in first.values()) < 10


def test_a_forward_names_a_post_that_was_there_before_or_a_channel_that_nobody_follows():
    posted = set()
    channels = {line["channel"] for line in LINES}
    strangers = 0
    for line in POSTS:
        if origin := line.get("forwarded_from"):
            if origin["channel_id"] in channels:
                assert (origin["channel_id"], origin["message_id"]) in posted
            else:
                strangers += 1
        posted.add((line["channel"], line["message_id"]))
    assert strangers >= 5


def test_each_entity_covers_what_it_says():
    looks = {"hashtag": r"#\w+", "url": r"t\.me/\w+", "bold": r"بيان .*"}
    for line in LINES:
        for entity in line.get("entities", ()):
            covered = line["text"][entity["offset"] : entity["offset"] + entity["length"]]
            assert re.fullmatch(looks[entity["type"]], covered), covered
