"""Stories through real Kafka: the cascade with a killed worker ends as `rasd analyze` says, and the queries read it."""

import json
import signal
from datetime import datetime, timedelta

import pytest
from kafka import KafkaProducer
from topic_reader import read, until

from schemas.codec import encode
from schemas.operations import Coverage
from schemas.topics import ALERTS, CLUSTERS, COVERAGE, STORIES
from tests.cascade import load

CASCADE = load()
CHANNELS = {post.split(":")[0] for post in CASCADE.stories}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "cascade.jsonl"
    path.write_bytes(CASCADE.lines())
    return path


def ours(post):
    return post.split(":")[0] in CHANNELS


def places(clusters):
    """Without ids: a story's is that of the post that came first, and four partitions bring posts in their own order."""
    together = {}
    for post, cluster in clusters.items():
        together.setdefault(cluster["id"], set()).add(post)
    return {
        post: (frozenset(together[c["id"]]), c["first_post_id"], c["rank"], c["lag_s"], c["tied"], c["first_is_safe"])
        for post, c in clusters.items()
    }


def raised(alerts):
    return sorted(
        (each["rule"], each["severity"], sorted(filter(ours, each["post_ids"])), each["first_seen"])
        for each in alerts
        if not each.get("withdrawn") and any(map(ours, each["post_ids"]))
    )


def newest(kafka, topic, key, revision):
    found = {}
    for record in read(kafka, topic):
        value = json.loads(record.value)
        if revision(value) >= revision(found.get(value[key], value)):
            found[value[key]] = value
    return found


def clusters(kafka):
    told = newest(kafka, CLUSTERS.name, "post_id", lambda change: change["cluster"]["revision"])
    return {post: change["cluster"] for post, change in told.items() if ours(post)}


def test_a_killed_worker_leaves_the_stories_firsts_lags_and_alerts_that_analyze_gives(
    rasd, started, alone, file, tmp_path
):
    kafka, own = alone, {"RASD_KAFKA": alone}
    analysed = rasd("analyze", file, "--alerts", tmp_path / "alerts.jsonl")
    assert analysed.returncode == 0, analysed.err
    posts = [json.loads(line) for line in analysed.out.splitlines()]
    wanted = places({post["post_id"]: post["cluster"] for post in posts if post["cluster"]})
    assert rasd("import", file, **own).returncode == 0

    first = started("work", "--only", "correlate", **own)
    second = started("work", "--only", "correlate", **own)
    started("work", "--only", "analyse", **own)
    until(lambda: clusters(kafka), pause_s=0.01)
    first.send_signal(signal.SIGKILL)
    first.wait()
    until(lambda: places(clusters(kafka)) == wanted)
    assert second.poll() is None

    expected = raised(json.loads(line) for line in (tmp_path / "alerts.jsonl").read_text().splitlines())
    assert expected
    until(lambda: raised(newest(kafka, ALERTS.name, "alert_id", lambda alert: alert["revision"]).values()) == expected)
    stories = newest(kafka, STORIES.name, "story_id", lambda story: story["revision"]).values()
    told = {frozenset(m["post_id"] for m in story["members"]): story for story in stories if not story["merged_into"]}
    for members, story_first, *_ in wanted.values():
        assert told[members]["first_post_id"] == story_first

    answer = rasd("facades", "--json", **own)
    assert answer.returncode == 0, answer.err
    assert any(each["brand"] == "qasem_al_jabbarin" for each in json.loads(answer.out))


def test_a_hole_and_an_event_from_outside_reach_the_stories(rasd, started, kafka, publish, channel, day, tmp_path):
    publish(channel, ["سرايا أنصار الهور تعلن استهداف قاعدة عين الأسد بالصواريخ"], date=day)
    started("work", "--only", "analyse,correlate")

    def story():
        found = newest(kafka, STORIES.name, "story_id", lambda each: each["revision"]).values()
        return next((each for each in found if any(m["post_id"] == f"{channel}:1" for m in each["members"])), None)

    assert until(story)["first_is_safe"]
    before = (datetime.fromisoformat(day) - timedelta(hours=1)).isoformat()
    hole = Coverage(channel_id=channel + 1, kind="gap", from_id=1, to_id=2, start=before, end=day, at=day)
    sender = KafkaProducer(bootstrap_servers=kafka)
    sender.send(COVERAGE.name, encode(hole), key=str(channel + 1).encode()).get(10)
    sender.close()
    until(lambda: not story()["first_is_safe"])
    events = tmp_path / "events.csv"
    events.write_text(f"time,area,source,weapon\n{day},al_asad,press,rocket\n{day},mars,press,rocket\n")
    done = rasd("events", "import", events, "--json")
    assert (done.returncode, json.loads(done.out)) == (1, {"published": 1, "bad": 1})
    assert f"{events}:3: " in done.err
    until(lambda: story()["events"])
