"""The repository's labelled posts: they load, agree with themselves, and the two parts share nothing."""

from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from ingest.imports.lines import BadLine
from rasd.evaluation.labels import Labelled, read_labelled
from schemas.registry import load_registry

POSTS = Path(__file__).parents[4] / "evaluation" / "posts"
PARTS = ("development", "held_out")
NEAREST = (
    78  # rapidfuzz's ratio: posts that share a long name come to 75; the same sentence with another name is above 80
)
SHINGLE = 12  # words


def posts_of(part):
    registry = load_registry()
    return [
        read
        for file in sorted((POSTS / part).glob("*.jsonl"))
        for read in read_labelled(file.read_bytes().splitlines(), file.name, registry)
    ]


@pytest.fixture(scope="module")
def parts():
    return {part: posts_of(part) for part in PARTS}


@pytest.fixture(scope="module")
def every(parts):
    return [post for part in PARTS for post in parts[part]]


def test_every_line_is_a_labelled_post_of_known_organisations(every):
    assert [str(post) for post in every if isinstance(post, BadLine)] == []


def test_there_are_enough_posts_and_enough_of_other_senses(parts, every):
    assert len(every) >= 900
    assert min(len(parts[part]) for part in PARTS) >= 450
    assert sum("other_sense" in post.labels.classes for post in every) >= 150


def test_no_post_occurs_twice(every):
    assert len({post.id for post in every}) == len(every)
    assert len({post.post.text for post in every}) == len(every)


def test_every_organisation_of_the_registry_occurs_in_both_parts(parts):
    wanted = {organisation.id for organisation in load_registry().organisations}
    for part in PARTS:
        assert {brand.id for post in parts[part] for brand in post.labels.brands} == wanted


@pytest.mark.parametrize("part", PARTS)
def test_labels_agree_with_the_text_and_with_each_other(parts, part):
    for post in parts[part]:
        assert disagreements(post) == [], f"{post.name}:{post.number}"


def test_no_channel_is_in_both_parts(parts):
    one, other = ({post.post.channel.id for post in parts[part]} for part in PARTS)
    assert not one & other


def test_no_near_duplicate_crosses_the_split(parts):
    one, other = ([post.post.text for post in parts[part]] for part in PARTS)
    near = [
        (text, match[0], match[1])
        for text in one
        if (match := process.extractOne(text, other, scorer=fuzz.ratio, score_cutoff=NEAREST))
    ]
    assert near == []


def test_no_long_run_of_words_crosses_the_split(parts):
    def runs(part):
        for post in parts[part]:
            words = post.post.text.split()
            yield from (tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))

    assert not set(runs("development")) & set(runs("held_out"))


def disagreements(post: Labelled) -> list[str]:
    labels, text = post.labels, post.post.text
    brands = {brand.id for brand in labels.brands}
    found = [f"candidate {name} does not occur" for name in labels.candidates or () if name not in text]
    if labels.claim and not set(labels.claim.brands) <= brands:
        found.append("the claim names an organisation that the post does not")
    if labels.attribution and not (labels.claim and labels.claim.kind in {"claim", "eulogy"}):
        found.append("an attribution without claim or eulogy")
    if labels.tansiqiya != "none" and "tansiqiya" not in brands:
        found.append("a class of the Tansiqiya without its name")
    if not labels.classes:
        found.append("no class")
    return found
