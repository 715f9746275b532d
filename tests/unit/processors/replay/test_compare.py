"""What two generations say of the same posts."""

from processors.replay.compare import compare, count_rules
from processors.replay.page import page


def document(number, **fields):
    return {
        "post_id": f"1:{number}",
        "channel": {"id": 1, "title": "قناة"},
        "date": "2021-07-01T00:00:00Z",
        "text": "نص",
        "tansiqiya": {"class": "none", "markers": []},
        **fields,
    }


def brand(id_, surface, role="mention"):
    return {"id": id_, "surface": surface, "role": role, "reasons": []}


def test_posts_of_one_side_only_are_added_or_removed():
    found = compare([document(1), document(2)], [document(2), document(3)], ("old", "new"))
    assert (found.added, found.removed, found.changed) == (["1:3"], ["1:1"], [])
    assert (found.posts_old, found.posts_new) == (2, 2)


def test_a_new_facade_shows_where_it_had_been_with_its_words():
    old, new = document(1), document(1, brands=[brand("new_facade", "سرايا الفجر", "claimant")])
    found = compare([old], [new], ("old", "new"))
    (changed,) = found.changed
    (change,) = changed.changes
    assert (change.field, change.old, change.new, change.words) == (
        "organisation", None, "new_facade", ("سرايا الفجر",),
    )  # fmt: skip
    assert found.counts == {"organisation new_facade": (0, 1)}


def test_every_kind_of_finding_is_compared():
    claim = {
        "kind": "claim",
        "attack": "rocket",
        "brands": ["b", "a"],
        "areas": ["taji"],
        "reasons": [{"surface": "تتبنى"}],
    }
    old = document(
        1,
        brands=[brand("a", "أ")],
        claim=claim,
        cluster={"id": "s", "first_post_id": "1:1"},
    )
    new = document(
        1,
        brands=[brand("a", "أ", "issuer")],
        claim=claim | {"kind": "denial", "reasons": [{"surface": "تنفي"}]},
        tansiqiya={"class": "relay", "markers": [{"surface": "بيان"}]},
        threat={"targets": ["contractors"], "reasons": []},
        tags=[{"name": "lawfare", "reasons": []}],
        candidates=[{"surface": "لواء", "reasons": []}],
        attribution={
            "organisation": "o",
            "certainty": "assessed",
            "candidates": [{"basis": [{"quote": "the article"}]}],
        },
        cluster={"id": "s", "first_post_id": "1:9"},
    )
    (changed,) = compare([old], [new], ("old", "new")).changed
    said = {change.field: (change.old, change.new, change.words) for change in changed.changes}
    assert said == {
        "candidate": (None, "لواء", ("لواء",)),
        "tag": (None, "lawfare", ()),
        "role of a": ("mention", "issuer", ("أ",)),
        "tansiqiya": (None, "relay", ("بيان",)),
        "claim": ("claim rocket a b at taji", "denial rocket a b at taji", ("تنفي",)),
        "threat": (None, "contractors", ()),
        "attribution": (None, "o (assessed)", ("the article",)),
        "first": ("1:1", "1:9", ()),
    }


def test_the_same_findings_in_another_order_are_no_change():
    one = document(1, brands=[brand("a", "x"), brand("b", "y")])
    other = document(1, brands=[brand("b", "y"), brand("a", "x")])
    assert compare([one], [other], ("old", "new")).changed == []


def test_alerts_are_counted_by_rule():
    found = compare([], [], ("old", "new"))
    count_rules(found, [{"rule": "threat"}], [{"rule": "threat"}, {"rule": "denial"}])
    assert found.counts == {"alert denial": (0, 1), "alert threat": (1, 1)}


def test_the_page_shows_hostile_text_as_text():
    hostile = '"><script>alert(1)</script>'
    new = document(1, text=hostile, channel={"id": 1, "title": hostile}, brands=[brand("a", hostile)])
    shown = page(compare([document(1)], [new], (hostile, "new")))
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert 'dir="auto"' in shown
    assert "default-src 'none'" in shown
