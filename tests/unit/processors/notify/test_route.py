"""Who is told, when, and who is not: routes, quiet hours, digests, silences, states and floods."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from processors.notify.digest import digest_of
from processors.notify.incident import IncidentError, changed, precision, silence, silenced, status_of, undone
from processors.notify.route import Allowance, decide
from processors.notify.routes import Quiet, Route, RoutesError, load_routes
from schemas.alerts import Alert
from schemas.operations import AlertState, Delivery

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANY = Route(name="any")


def alert(**fields):
    made = {"alert_id": "a", "rule": "denial", "severity": "high", "title": "t", "summary": "s"}
    return Alert(**made | {"first_seen": "2026-03-01T11:59:00Z", "last_seen": "2026-03-01T11:59:00Z"} | fields)


def told(severity="high", **fields):
    return Delivery(alert_id="a", target="t", revision=1, severity=severity, at="x", **fields)


def verdict(each=None, route=ANY, before=None, state=None, silences=(), now=NOW, **options):
    return decide(each or alert(), route, before, state, silences, now, **options)


@pytest.mark.parametrize(
    ("mode", "what"), [("live", "send"), ("late", "send"), ("backfill", "skip"), ("replay", "skip")]
)
def test_old_news_pages_nobody(mode, what):
    assert verdict(alert(mode=mode)).what == what


def test_an_alert_is_told_once_and_again_when_it_got_worse_or_was_corrected():
    assert verdict(alert(revision=2), before=told()).what == "skip"
    assert verdict(alert(severity="low"), before=told()).what == "skip"
    assert verdict(alert(severity="critical"), before=told()).what == "send"
    assert verdict(alert(corrected=1), before=told()).what == "send"
    assert verdict(alert(corrected=1), before=told(corrected=1)).what == "skip"


def test_what_was_withdrawn_before_anybody_was_told_is_told_to_nobody():
    assert verdict(alert(withdrawn="gone")).what == "skip"
    assert verdict(alert(withdrawn="gone", corrected=1), before=told()).what == "send"


def test_what_could_not_be_delivered_is_tried_again_with_the_next_revision():
    assert verdict(alert(revision=2), before=told(ok=False, error="down")).what == "send"


@pytest.mark.parametrize("status", ["acknowledged", "closed"])
def test_what_somebody_has_is_told_to_nobody_else_unless_it_gets_worse(status):
    state = AlertState(alert_id="a", status=status, at="x")
    assert verdict(state=state).what == "skip"
    assert verdict(alert(severity="critical"), before=told(), state=state).what == "send"


def test_a_snooze_holds_until_it_ends():
    state = AlertState(alert_id="a", status="snoozed", until="2026-03-01T14:00:00Z", at="x")
    held = verdict(state=state)
    assert (held.what, held.until) == ("hold", NOW + timedelta(hours=2))
    assert verdict(state=state, now=NOW + timedelta(hours=3)).what == "send"


def test_a_silence_hides_what_it_matches_until_it_ends():
    hiding = silence(until=NOW + timedelta(hours=1), at=NOW, by="me", reason="known", rule="denial", area="erbil")
    assert verdict(alert(areas=("erbil",)), silences=[hiding]).why == f"silenced by {hiding.silence_id}"
    assert verdict(alert(areas=("taji",)), silences=[hiding]).what == "send"
    assert verdict(alert(areas=("erbil",), rule="threat"), silences=[hiding]).what == "send"
    assert verdict(alert(areas=("erbil",)), silences=[hiding], now=NOW + timedelta(hours=2)).what == "send"


@pytest.mark.parametrize(
    ("fields", "named"),
    [({}, "hide everything"), ({"rule": "denial", "until": NOW}, "end"), ({"rule": "denial", "reason": " "}, "reason")],
)
def test_a_silence_without_matcher_end_or_reason_is_refused(fields, named):
    given = {"until": NOW + timedelta(hours=1), "at": NOW, "by": "me", "reason": "known"} | fields
    with pytest.raises(IncidentError, match=named):
        silence(**given)


def test_a_channel_is_silenced_by_its_title_or_id_where_it_was_first():
    for name in ("صدى", "77"):
        hiding = silence(until=NOW + timedelta(hours=1), at=NOW, by="me", reason="spam", channel=name)
        assert silenced(alert(channel="صدى", first_post_id="77:1"), [hiding], NOW)
        assert not silenced(alert(channel="other", first_post_id="5:1", channels=("other", "صدى")), [hiding], NOW)


QUIET = Route(name="night", quiet=Quiet(start="22:00", end="06:00", zone="Asia/Baghdad"))


@pytest.mark.parametrize(
    ("utc", "severity", "until"),
    [
        ("2026-03-01T18:59:00+00:00", "high", None),
        ("2026-03-01T19:00:00+00:00", "high", "2026-03-02T03:00:00+00:00"),
        ("2026-03-02T01:00:00+00:00", "high", "2026-03-02T03:00:00+00:00"),
        ("2026-03-02T03:00:00+00:00", "high", None),
        ("2026-03-01T19:00:00+00:00", "critical", None),
    ],
)
def test_quiet_hours_delay_all_but_the_critical(utc, severity, until):
    found = verdict(alert(severity=severity), QUIET, now=datetime.fromisoformat(utc))
    assert found.what == ("hold" if until else "send")
    assert found.until == (datetime.fromisoformat(until) if until else None)


def test_what_is_below_a_routes_severity_waits_for_the_digest_or_is_left_out():
    assert verdict(alert(severity="low"), Route(name="x", severity="high")).what == "skip"
    held = verdict(
        alert(severity="low"), Route(name="x", severity="high", digest_minutes=60), now=NOW + timedelta(minutes=5)
    )
    assert (held.what, held.why, held.until) == ("hold", "digest", NOW + timedelta(hours=1))
    assert verdict(alert(severity="low"), Route(name="x", severity="high", digest_minutes=60), due=True).what == "send"


def test_a_route_gets_only_what_it_asks_for():
    route = Route(name="x", rules=("threat",), areas=("erbil",))
    assert verdict(alert(rule="threat", areas=("erbil",)), route).what == "send"
    assert verdict(alert(rule="threat"), route).what == "skip"
    assert verdict(alert(areas=("erbil",)), route).what == "skip"


def test_more_than_a_targets_share_of_a_minute_waits_and_the_critical_passes():
    allowance = Allowance(2)
    for _ in range(2):
        assert not allowance.full(alert(), NOW)
        allowance.take(NOW)
    assert allowance.full(alert(), NOW)
    assert not allowance.full(alert(severity="critical"), NOW)
    assert not allowance.full(alert(), NOW + timedelta(seconds=61))
    assert verdict(full=True).why == "flood"


def test_a_digest_tells_the_worst_first_and_names_every_alert_and_no_word_of_a_post():
    made = digest_of(
        [alert(alert_id=f"{n}", text="نص", post_ids=(f"1:{n}",)) for n in range(30)] + [alert(severity="critical")],
        "flood",
    )
    assert (made.severity, made.count, made.text) == ("critical", 31, None)
    assert made.reasons[0].startswith("[critical]")
    assert len(made.alert_ids) == 31
    assert (
        made.alert_id
        == digest_of([alert(severity="critical"), *(alert(alert_id=f"{n}") for n in range(30))], "x").alert_id
    )


def test_every_change_of_a_state_can_be_undone_in_turn():
    one = changed(None, "a", at="1", by="me", status="acknowledged", owner="me")
    two = changed(one, "a", at="2", by="you", status="closed", note="done")
    assert (two.status, two.owner, two.changes) == ("closed", "me", 2)
    back = undone(two, at="3", by="me")
    assert (back.status, back.note, back.owner, back.changes) == ("acknowledged", None, "me", 3)
    start = undone(back, at="4", by="me")
    assert (start.status, start.owner) == ("open", None)
    with pytest.raises(IncidentError, match="nothing to undo"):
        undone(start, at="5", by="me")


def test_a_snooze_that_is_over_counts_as_open():
    state = AlertState(alert_id="a", status="snoozed", until="2026-03-01T12:00:00Z", at="x")
    assert status_of(state, NOW) == "open"
    assert status_of(state, NOW - timedelta(seconds=1)) == "snoozed"


def test_the_precision_of_a_rule_counts_what_people_judged():
    alerts = [alert(alert_id=each) for each in "abcd"] + [alert(alert_id="e", rule="threat")]
    states = {
        each: AlertState(alert_id=each, disposition=said, at="x")
        for each, said in zip("abc", ("true", "true", "useless"), strict=True)
    }
    denial, threat = precision(alerts, states)
    assert (denial.rule, denial.alerts, denial.value) == ("denial", 4, 0.667)
    assert threat.value is None


GOOD = "routes:\n- name: desk\n  targets: ['json://user:very-secret@host']\n"


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (GOOD + "  rulez: []\n", "rulez"),
        (GOOD + "  rules: [smoke]\n", "smoke"),
        (GOOD + "  areas: [atlantis]\n", "atlantis"),
        (GOOD + "  escalate: {to: [boss], after_minutes: 5}\n", "boss"),
        (GOOD + "  quiet: {from: '22:00', to: '06:00', zone: Mars/Olympus}\n", "Mars"),
        (GOOD + "  quiet: {from: '25:00', to: '06:00'}\n", "quiet"),
        (GOOD + "- name: desk\n  targets: [x]\n", "two of this name"),
        ("routes:\n- name: desk\n", "targets"),
        (GOOD + "  quiet: {from: [\n", "line"),
    ],
)
def test_a_wrong_routes_file_is_named_with_its_key_and_never_with_a_secret(tmp_path, content, named):
    path = tmp_path / "routes.yaml"
    path.write_text(content)
    with pytest.raises(RoutesError, match=named) as raised:
        load_routes(path)
    assert "very-secret" not in str(raised.value)


def test_a_routes_file_as_the_documentation_has_it_is_read(tmp_path):
    from pathlib import Path

    page = (Path(__file__).parents[4] / "docs" / "alerts.md").read_text()
    example = page.partition("```yaml\nroutes:")[2].partition("```")[0]
    (tmp_path / "routes.yaml").write_text("routes:" + example)
    routes = load_routes(tmp_path / "routes.yaml")
    assert len(routes) >= 2
    assert msgspec.to_builtins(routes[0])["name"]
