"""Every query of Kibana's objects on the real Elasticsearch: each finds what the seeded posts say that it must."""

import json

import pytest

from deploy.kibana.generate import objects
from deploy.kibana.sessions import SESSIONS, VIEWS
from processors.index.elastic import client
from processors.index.names import readable
from schemas.registry import load_registry

OBJECTS = objects()
VIEW_OF = {view.id: view for view in VIEWS}
CHARTS = [
    each
    for each in OBJECTS
    if each["type"] == "visualization" and json.loads(each["attributes"]["visState"])["type"] != "markdown"
]


def current(seeded):
    """The posts as they stand in the index: the last text of each, its findings, and whether it is gone."""
    return {post.post_id: post for post in seeded.posts if not post.deleted}


def is_first(post, *, safe=None):
    return bool(post.cluster) and post.cluster.rank == 1 and (safe is None or post.cluster.first_is_safe is safe)


def claims(post, *kinds):
    return bool(post.claim) and post.claim.kind in kinds


# What each session must find among the posts.
MEANS = {
    "rasd-who-broke-each-statement": lambda post: post.tansiqiya.class_ in {"statement", "relay"} and is_first(post),
    "rasd-spread-of-statements": lambda post: post.tansiqiya.class_ in {"statement", "relay"},
    "rasd-claims-by-facade-and-area": lambda post: claims(post, "claim"),
    "rasd-candidate-organisations": lambda post: bool(post.candidates),
    "rasd-threats": lambda post: bool(post.threat) and bool(post.threat.targets or post.threat.reasons),
    "rasd-a-channels-first-day": lambda post: post.message_id <= 25,
    "rasd-disguised-names": lambda post: any(brand.disguised for brand in post.brands),
    "rasd-first-to-break": lambda post: is_first(post, safe=True) and bool(post.claim),
    "rasd-first-but-a-gap-before": lambda post: is_first(post, safe=False),
    "rasd-denials": lambda post: claims(post, "denial"),
    "rasd-warnings": lambda post: claims(post, "warning"),
    "rasd-eulogies": lambda post: claims(post, "eulogy"),
    "rasd-claims-without-attribution": lambda post: claims(post, "claim", "eulogy") and not post.attribution,
    "rasd-media": lambda post: bool(post.media),
}
# The demo's posts have none of these: the query runs and finds nothing.
EMPTY = {"rasd-first-but-a-gap-before", "rasd-media"}


def expected(session, seeded):
    if session.id in MEANS:
        return {id_ for id_, post in current(seeded).items() if MEANS[session.id](post)}
    if session.id == "rasd-taken-down":
        return set(seeded.deleted)
    if session.id == "rasd-coverage-gaps":
        return {str(each.channel_id) for each in seeded.coverage if each.kind == "gap"}
    if session.id == "rasd-double-claims":
        return {each.alert_id for each in seeded.alerts if each.rule == "double_claim"}
    if session.id == "rasd-alerts-newest":
        return {each.alert_id for each in seeded.alerts if each.severity in {"high", "critical"}}
    if session.id == "rasd-earlier-versions":
        return {
            f"{post.post_id}:{post.version}"
            for post in seeded.posts
            if post.text
            and any(other.post_id == post.post_id and other.version > post.version for other in seeded.posts)
        }
    raise AssertionError(f"{session.id}: say here what it must find")


def request_of(saved):
    """The query and the aggregations as Kibana sends them to Elasticsearch."""
    source = json.loads(saved["attributes"]["kibanaSavedObjectMeta"]["searchSourceJSON"])
    query = source["query"]
    assert query["language"] == "lucene"
    if not query["query"]:
        return {"match_all": {}}
    return {"query_string": {"query": query["query"], "analyze_wildcard": True, "time_zone": "Asia/Baghdad"}}


def aggregations_of(saved):
    """Buckets hold one another in their order, metrics stand in the innermost."""
    made = json.loads(saved["attributes"]["visState"])["aggs"]
    metrics = {each["id"]: METRICS[each["type"]](each["params"]) for each in made if each["schema"] == "metric"}
    inner = {id_: metric for id_, metric in metrics.items() if metric}
    for each in reversed([each for each in made if each["schema"] != "metric"]):
        inner = {each["id"]: {**BUCKETS[each["type"]](each["params"]), **({"aggs": inner} if inner else {})}}
    return inner


METRICS = {
    "count": lambda _: None,
    "cardinality": lambda params: {"cardinality": {"field": params["field"]}},
    "min": lambda params: {"min": {"field": params["field"]}},
    "max": lambda params: {"max": {"field": params["field"]}},
    "median": lambda params: {"percentiles": {"field": params["field"], "percents": params["percents"]}},
}
BUCKETS = {
    "terms": lambda params: {"terms": {"field": params["field"], "size": params["size"], "order": {"_count": "desc"}}},
    "date_histogram": lambda params: {
        "date_histogram": {
            "field": params["field"],
            "calendar_interval": "1M",
            "time_zone": "Asia/Baghdad",
            "min_doc_count": 1,
        }
    },
}


@pytest.fixture
def ask(elasticsearch, seeded):
    def run(view, query, **more):
        with client(elasticsearch) as search:
            return search.search(index=readable(view.title, seeded.generation), query=query, size=10_000, **more)

    return run


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.id)
def test_a_session_finds_exactly_what_it_is_for(ask, seeded, session):
    saved = next(each for each in OBJECTS if each["type"] == "search" and each["id"] == session.id)
    view = VIEW_OF[saved["references"][0]["id"]]
    field, order = saved["attributes"]["sort"][0]
    answer = ask(view, request_of(saved), sort=[{field: order}])
    key = {"coverage": lambda hit: str(hit["_source"]["channel_id"])}.get(view.title, lambda hit: hit["_id"])
    found = {key(hit) for hit in answer["hits"]["hits"]}
    wanted = expected(session, seeded)
    assert found == wanted
    assert bool(wanted) or session.id in EMPTY


@pytest.mark.parametrize("saved", CHARTS, ids=lambda saved: saved["id"])
def test_a_chart_can_be_computed(ask, saved):
    view = VIEW_OF[saved["references"][0]["id"]]
    answer = ask(view, request_of(saved), aggs=aggregations_of(saved) or None)
    assert answer["hits"]["total"]["value"] > 0
    assert answer["_shards"]["failed"] == 0
    for bucket in [each for each in answer.get("aggregations", {}).values() if "buckets" in each]:
        assert bucket["buckets"]


def test_the_heat_map_counts_claims_by_committee_and_facade(ask, seeded):
    saved = next(each for each in OBJECTS if each["id"] == "rasd-committee-heat")
    answer = ask(VIEW_OF["rasd-posts"], request_of(saved), aggs=aggregations_of(saved))
    committees = {area.id: area.committee for area in load_registry().areas}
    counted = {}
    for post in current(seeded).values():
        if claims(post, "claim"):
            for committee in {committees[area] for area in post.claim.areas if area in committees}:
                for brand in post.claim.brands:
                    counted[committee, brand] = counted.get((committee, brand), 0) + 1
    (outer,) = answer["aggregations"].values()
    found = {
        (bucket["key"], each["key"]): each["doc_count"]
        for bucket in outer["buckets"]
        for each in next(value for value in bucket.values() if isinstance(value, dict))["buckets"]
    }
    assert found == counted
    assert len(counted) > 5


def test_the_map_has_a_point_for_every_claim_in_a_known_area(ask, seeded):
    saved = next(each for each in OBJECTS if each["type"] == "map")
    points = json.loads(saved["attributes"]["layerListJSON"])[1]
    grid = {
        "grid": {"geotile_grid": {"field": points["sourceDescriptor"]["geoField"], "precision": 12, "size": 10_000}}
    }
    query = {"query_string": {"query": points["query"]["query"]}}
    answer = ask(VIEW_OF["rasd-posts"], query, aggs=grid)
    known = {area.id for area in load_registry().areas}
    wanted = sum(len(set(post.claim.areas) & known) for post in current(seeded).values() if claims(post, "claim"))
    assert sum(bucket["doc_count"] for bucket in answer["aggregations"]["grid"]["buckets"]) == wanted > 0
