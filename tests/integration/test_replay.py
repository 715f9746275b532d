"""Reading everything again beside live work, on servers of these tests' own: a switch is a matter of the whole stack."""

import json
import signal
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
from topic_reader import read, until

from deploy.local import stack as local_stack
from deploy.local.layout import default_cache
from processors.generations import write
from processors.index.aliases import move_aliases
from processors.index.create import create_indices
from processors.index.elastic import client, posts_present
from processors.replay.documents import documents, fingerprint
from processors.topics import create_topics, lag
from schemas.operations import Running
from schemas.registry import registry_folder
from schemas.topics import ALERTS, ALERTS_SENT, RAW
from tests.stacks import search_config, settings_of

CLAIM = "أصحاب الكهف تتبنى استهداف {place} بالصواريخ فجر اليوم"
PLACES = ("قاعدة عين الأسد", "معسكر التاجي", "قاعدة بلد الجوية", "مطار أربيل", "السفارة الأمريكية")
FACADE = """id: saraya_al_fajr
kind: facade
names_en: ["Saraya al-Fajr al-Jadid"]
names_ar: ["سرايا الفجر الجديد"]
operator: nujaba
certainty: reported
source: invented for a test
quote: invented
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """Servers of these tests' own: `own.settings` names them to a command."""
    folder = tmp_path_factory.mktemp("replay")
    running = local_stack.up(folder, default_cache())
    search = search_config(running)
    create_topics(running.kafka)
    create_indices(search, "live")
    settings = settings_of(running) | {"RASD_DATA": folder / "data"}
    yield SimpleNamespace(kafka=running.kafka, search=search, settings=settings, numbers=iter(range(1, 10_000)))
    local_stack.purge(folder)


@pytest.fixture
def bring(own, rasd, tmp_path):
    """Imports posts: `bring(["text", …])` gives their ids."""

    def bring_(texts):
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        posts = [
            {"channel": {"id": 77, "title": "t"}, "message_id": next(own.numbers), "date": now, "text": text}
            for text in texts
        ]
        file = tmp_path / f"{posts[0]['message_id']}.jsonl"
        file.write_text("".join(json.dumps(post) + "\n" for post in posts), "utf-8")
        done = rasd("import", file, **own.settings)
        assert done.returncode == 0, done.err
        return [f"77:{post['message_id']}" for post in posts]

    return bring_


@pytest.fixture
def pager():
    """Counts what reaches people."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["content-length"]))
            server.received += 1
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.received = 0
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


@pytest.fixture
def working(own, started, pager):
    """`rasd work` with everything, paging."""
    target = f'["webhook+http://127.0.0.1:{pager.server_port}/"]'
    return started("work", **own.settings, RASD_NOTIFY_TARGETS=target)


def through(own, ids):
    """Everything is indexed and no step has anything left."""
    return posts_present(own.search, ids) == set(ids) and not any(each.behind for each in lag(own.kafka))


def told(own, kind, generation):
    return list(documents(own.search, kind, generation))


def shown_by_alias(own):
    with client(own.search) as made:
        return {name.split("-")[1] for name in made.indices.get_alias(name="posts")}


def test_a_generation_equals_the_live_one_is_switched_to_and_back_and_pages_nobody(own, bring, rasd, working, pager):
    ids = bring([CLAIM.format(place=place) for place in PLACES] + [f"خبر رقم {number}" for number in range(200)])
    until(lambda: through(own, ids))
    paged, alerts = pager.received, len(read(own.kafka, ALERTS.name))

    made = rasd("replay", "--generation", "g2", "--json", **own.settings)
    assert made.returncode == 0, made.err
    assert json.loads(made.out)["state"] == "ready"
    difference = json.loads(rasd("replay", "diff", "live", "g2", "--json", **own.settings).out)
    assert (difference["added"], difference["removed"], difference["changed"]) == ([], [], [])
    assert difference["posts_old"] == difference["posts_new"] == len(ids)
    assert fingerprint(told(own, "posts", "live")) == fingerprint(told(own, "posts", "g2"))
    assert {alert["alert_id"] for alert in told(own, "alerts", "live")} == {
        a["alert_id"] for a in told(own, "alerts", "g2")
    }
    assert shown_by_alias(own) == {"live"}, "nothing moves before the switch"

    switched = rasd("replay", "--generation", "g2", "--switch", **own.settings)
    assert switched.returncode == 0, switched.err
    assert shown_by_alias(own) == {"g2"}
    later = bring(["عصائب أهل الحق تصدر بياناً"])
    until(lambda: posts_present(own.search, later) == set(later))
    until(lambda: later[0] in {post["post_id"] for post in told(own, "posts", "live")})  # the one before is fed on

    back = rasd("replay", "rollback", **own.settings)
    assert back.returncode == 0, back.err
    assert shown_by_alias(own) == {"live"}
    last = bring(["النهاية"])
    until(lambda: posts_present(own.search, last) == set(last))
    assert posts_present(own.search, [*ids, *later]) == {*ids, *later}
    assert pager.received == paged == 0, "imported posts and replays page nobody"
    assert len(read(own.kafka, ALERTS_SENT.name)) == 0
    assert len(read(own.kafka, ALERTS.name)) >= alerts
    working.terminate()
    assert working.wait(30) == 0
    assert "dropped g2" in rasd("replay", "drop", "g2", **own.settings).out


def test_a_replay_that_is_killed_goes_on_where_it_stopped(own, bring, rasd, started):
    # News that correlation never sees: what is compared is each post's own document.
    bring([f"خبر رقم {number} من بغداد" for number in range(1_500)])
    worked = rasd("work", "--only", "analyse,correlate,index", "--until-idle", **own.settings, limit=200)
    assert worked.returncode == 0, worked.err
    replay = started("replay", "--generation", "killed", "--rate", "300", **own.settings)
    until(lambda: read_or_none(own, "replay.killed.analysed"), pause_s=0.05)
    replay.send_signal(signal.SIGKILL)
    replay.wait()
    assert len(told(own, "posts", "killed")) < len(told(own, "posts", "live")), "killed too late to show anything"
    done = rasd("replay", "--generation", "killed", **own.settings, limit=200)
    assert done.returncode == 0, done.err
    until(lambda: fingerprint(told(own, "posts", "killed")) == fingerprint(told(own, "posts", "live")))
    with client(own.search) as made:  # a planted difference must be seen
        post = told(own, "posts", "killed")[0]
        made.update(
            index=f"posts-killed-{post['date'][:7].replace('-', '.')}", id=post["post_id"], doc={"text": "planted"}
        )
    assert fingerprint(told(own, "posts", "killed")) != fingerprint(told(own, "posts", "live"))


def read_or_none(own, topic):
    try:
        return read(own.kafka, topic)
    except (TypeError, ValueError):  # not there yet
        return []


def test_a_new_facade_shows_where_it_had_been(own, bring, rasd, tmp_path):
    (seen,) = bring(["سرايا الفجر الجديد تتبنى استهداف معسكر التاجي بالصواريخ"])
    rasd("work", "--only", "analyse,correlate,index", "--until-idle", **own.settings, limit=200)
    file = tmp_path / "saraya_al_fajr.yaml"
    file.write_text(FACADE, "utf-8")
    dry = rasd("replay", "--registry", file, "--sample", "100", "--json", **own.settings)
    assert seen in {changed["post_id"] for changed in json.loads(dry.out)["changed"]}, dry.err

    folder = tmp_path / "registry"
    overlaid(folder, file)
    done = rasd("replay", "--generation", "facade", "--registry", folder, **own.settings, limit=200)
    assert done.returncode == 0, done.err
    page = tmp_path / "diff.html"
    difference = json.loads(rasd("replay", "diff", "live", "facade", "--json", "--html", page, **own.settings).out)
    assert [changed["post_id"] for changed in difference["changed"]] == [seen]
    assert difference["counts"]["organisation saraya_al_fajr"] == [0, 1]
    assert "سرايا الفجر الجديد" in page.read_text("utf-8")
    (post,) = [each for each in told(own, "posts", "facade") if each["post_id"] == seen]
    (old,) = [each for each in told(own, "posts", "live") if each["post_id"] == seen]
    assert post["pipeline"]["registry"] != old["pipeline"]["registry"]


def overlaid(folder, file):
    from schemas.registry import overlay

    folder.mkdir()
    overlay(registry_folder(), file, folder)


def test_what_can_not_be_done_is_said_in_one_sentence(own, rasd):
    for arguments, said in (
        (("--generation", "live"), 'not "live"'),
        (("--generation", "No Good"), "small letters"),
        (("--generation", "x", "--from", "yesterday"), "is no time"),
        (("diff", "live", "nothing"), "rasd replay list"),
        (("drop", "live"), "switch to another first"),
        (("rollback",), "no switch"),
    ):
        write(own.kafka, Running())
        done = rasd("replay", *arguments, **own.settings)
        assert done.returncode == 2, done.out
        assert said in done.err
        assert "Traceback" not in done.err


def test_an_archive_is_the_topic_byte_for_byte_and_restores_it(own, bring, rasd, tmp_path):
    bring(["أول"])
    folder = tmp_path / "archive"
    assert rasd("archive", "write", folder, **own.settings).returncode == 0
    bring(["ثان"])
    assert rasd("archive", "write", folder, **own.settings).returncode == 0
    assert rasd("archive", "verify", folder).returncode == 0
    other = tmp_path / "other"
    running = local_stack.up(other, default_cache(), with_elasticsearch=False)
    try:
        create_topics(running.kafka)
        for _ in range(2):  # a second time changes nothing
            done = rasd("archive", "restore", folder, RASD_KAFKA=running.kafka)
            assert done.returncode == 0, done.err
        assert of(read(running.kafka, RAW.name)) == of(read(own.kafka, RAW.name))
    finally:
        local_stack.purge(other)


def of(records):
    return sorted((record.partition, record.offset, record.key, record.value, record.timestamp) for record in records)


def test_a_switch_that_died_lets_the_steps_go_on(own, bring, started):
    hold = datetime.fromtimestamp(time.time() + 4, UTC).isoformat()
    write(own.kafka, Running(hold_until=hold))
    move_aliases(own.search, "live")
    started("work", "--only", "analyse,correlate,index", **own.settings)
    ids = bring(["بعد الانتظار"])
    assert not posts_present(own.search, ids)
    until(lambda: posts_present(own.search, ids) == set(ids))
