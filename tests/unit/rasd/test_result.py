"""The demo's figures."""

import json

from rasd.demo.result import Arrival, Posting, latencies, percentile, read_ledger, summarise


def posting(at, post_id, op="post", phase="live"):
    return Posting(at, op, post_id, phase)


def test_a_latency_runs_from_the_newest_post_that_the_alert_names():
    ledger = [posting(10.0, "1:1"), posting(20.0, "1:2")]
    assert latencies(ledger, [Arrival("a", 20.5, ("1:1", "1:2"))]) == [0.5]


def test_a_post_after_the_arrival_did_not_make_the_alert():
    ledger = [posting(10.0, "1:1"), posting(20.0, "1:1", "edit")]
    assert latencies(ledger, [Arrival("a", 11.0, ("1:1",))]) == [1.0]


def test_alerts_of_history_have_no_latency():
    assert latencies([posting(10.0, "1:1", phase="history")], [Arrival("a", 11.0, ("1:1",))]) == []


def test_the_percentile_is_a_value_that_occurred():
    assert percentile([5.0, 1.0, 3.0, 2.0], 0.5) == 2.0
    assert percentile([float(n) for n in range(1, 101)], 0.99) == 99.0
    assert percentile([], 0.5) is None


def test_lost_is_what_the_ledger_has_and_the_index_has_not():
    ledger = [posting(1.0, "1:1"), posting(2.0, "1:2"), posting(3.0, "1:2", "delete")]
    result = summarise(
        ledger, collected={"1:1", "1:2"}, analysed={"1:1", "9:9"}, indexed={"1:1"}, arrivals={}, finished=11.0
    )
    assert (result.posted, result.collected, result.analysed, result.indexed, result.lost) == (2, 2, 1, 1, 1)
    assert result.seconds == 10.0
    assert json.loads(result.json())["p99_ms"] is None


def test_a_ledger_line_that_deletes_two_messages_counts_both(tmp_path):
    path = tmp_path / "ledger.jsonl"
    path.write_text('{"at": 1.5, "op": "delete", "channel": 7, "message_ids": [3, 4], "phase": "live"}\n')
    assert [each.post_id for each in read_ledger(path)] == ["7:3", "7:4"]
