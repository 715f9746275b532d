"""Every rule against its own texts, and what is wrong with a rule file."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from processors.analyse.post import build_analyser
from processors.correlate.entry import entry_of
from processors.notify.rules import OPERATIONAL, RULES, RulesError, load_rules, satisfying
from schemas.messages import Channel, Pipeline, RawPost
from schemas.registry import load_registry

GOOD = "id: x\ntitle: t\nseverity: high\nwhy: w\nrunbook: r\n"
WHEN = "when: [{threat: true}]\n"
NOW = datetime(2021, 7, 1, tzinfo=UTC)
FIRES = [(rule, text) for rule in RULES for text in rule.fires_on]
SILENT = [(rule, text) for rule in RULES for text in rule.silent_on]


@pytest.fixture(scope="module")
def entry():
    analyse = build_analyser(load_registry(), Pipeline(code="test", registry="test"))

    def of(text):
        post = RawPost(channel=Channel(id=1), message_id=1, date="2021-07-01T00:00:00Z", text=text)
        return entry_of(analyse(post), NOW, None)

    return of


@pytest.mark.parametrize(("rule", "text"), FIRES, ids=lambda value: getattr(value, "id", None))
def test_a_rule_fires_on_its_texts(rule, text, entry):
    assert satisfying(rule, [entry(text)])


@pytest.mark.parametrize(("rule", "text"), SILENT, ids=lambda value: getattr(value, "id", None))
def test_a_rule_is_silent_on_its_texts(rule, text, entry):
    assert not satisfying(rule, [entry(text)])


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (GOOD + "whenn: []\n", "whenn"),
        (GOOD.replace("high", "loud") + WHEN, "severity"),
        (GOOD.replace("id: x", "id: y") + WHEN, "y.yaml"),
        ("id: [\n", "cannot be read"),
        (GOOD.replace("runbook", "book"), "book"),
        (GOOD, "when"),
        (GOOD + WHEN + "operational: {measure: gap}\n", "one of the two"),
        (GOOD + "when: [{}]\n", "empty condition"),
        (GOOD + "when: [{signal: [smoke]}]\n", "smoke"),
        (GOOD + "when: [{area: [atlantis]}]\n", "atlantis"),
        (GOOD.replace("title: t", 'title: "{text}"') + WHEN, "title"),
    ],
)
def test_a_wrong_rule_file_is_named_with_its_key(tmp_path: Path, content, named):
    (tmp_path / "x.yaml").write_text(content)
    with pytest.raises(RulesError, match=rf"x\.yaml.*{named}"):
        load_rules(tmp_path)


def test_a_folder_without_rules_is_an_error(tmp_path):
    with pytest.raises(RulesError, match="no rule files"):
        load_rules(tmp_path)


def test_a_rule_that_gives_way_to_one_that_does_not_exist_is_an_error(tmp_path):
    (tmp_path / "x.yaml").write_text(GOOD + WHEN + "unless: [y]\n")
    with pytest.raises(RulesError, match="no rule 'y'"):
        load_rules(tmp_path)


def test_every_rule_of_ours_says_what_to_do():
    assert [rule.id for rule in (*RULES, *OPERATIONAL) if len(rule.runbook) < 40] == []
