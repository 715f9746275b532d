"""Every rule against its own texts, and what is wrong with a rule file."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from processors.analyse.post import build_analyser
from processors.correlate.entry import entry_of
from processors.notify.rules import RULES, RulesError, load_rules, satisfying
from schemas.messages import Channel, Pipeline, RawPost
from schemas.registry import load_registry

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
        ("id: x\ntitle: t\nseverity: high\nwhy: w\nwhenn: {}\n", "whenn"),
        ("id: x\ntitle: t\nseverity: loud\nwhy: w\n", "severity"),
        ("id: y\ntitle: t\nseverity: high\nwhy: w\n", "y.yaml"),
        ("id: [\n", "cannot be read"),
    ],
)
def test_a_wrong_rule_file_is_named_with_its_key(tmp_path: Path, content, named):
    (tmp_path / "x.yaml").write_text(content)
    with pytest.raises(RulesError, match=rf"x\.yaml.*{named}"):
        load_rules(tmp_path)


def test_a_folder_without_rules_is_an_error(tmp_path):
    with pytest.raises(RulesError, match="no rule files"):
        load_rules(tmp_path)
