"""Alert rules: one YAML file each in `rules/`, read strictly, evaluated over the posts of a story."""

from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
import yaml

from processors.correlate.memory import Entry, Members
from processors.correlate.signals import SIGNALS
from schemas.errors import Explained
from schemas.messages import ClaimKind, Severity, TansiqiyaClass
from schemas.registry import Kind, load_registry

FOLDER: Final = Path(str(files("processors.notify"))) / "rules"
# What the titles of rules may ask for, as `alerts.py` fills it in.
TITLE_FIELDS: Final = ("who", "what", "where", "targets", "channel", "subject")


class RulesError(Explained):
    """A rule file is wrong; the text names the file and the key."""


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one post of the story must have; everything that is given must hold of the same post."""

    claim: tuple[ClaimKind, ...] = ()
    claimant_kind: tuple[Kind, ...] = ()
    unregistered: bool = False
    """The claim is in no name that the registry knows."""
    area: tuple[str, ...] = ()
    tansiqiya: tuple[TansiqiyaClass, ...] = ()
    threat: bool = False
    candidate: bool = False
    deleted: bool = False
    signal: tuple[str, ...] = ()
    """One of the named signals that correlation puts on posts (`processors/correlate/signals.py`)."""


class Operational(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule about rasd itself: which measure, and from which value on it holds."""

    measure: Literal["blind_minutes", "gap", "behind", "dead_letters"]
    above: int = 0


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the conditions in `when` must hold of a post; see docs/alerts.md for every key."""

    id: str
    title: str
    severity: Severity
    why: str
    runbook: str
    when: tuple[Condition, ...] = ()
    also: tuple[Condition, ...] = ()
    """Further posts of the story that the alert counts: copies and relays."""
    before: tuple[Condition, ...] = ()
    """Only posts older than the first one for which this holds."""
    unless: tuple[str, ...] = ()
    """Rules that say the same better: where one of them holds, this one is not raised."""
    worse: dict[Severity, Condition] = {}
    """The severity while one of the rule's posts meets this."""
    given: tuple[str, ...] = ()
    """Signals of which some post of the story must have one."""
    private: bool = False
    operational: Operational | None = None
    fires_on: tuple[str, ...] = ()
    silent_on: tuple[str, ...] = ()


def load_rules(folder: Path) -> tuple[Rule, ...]:
    """Raises RulesError naming the file and the key that is wrong."""
    rules = tuple(_read(path) for path in sorted(folder.glob("*.yaml")))
    if not rules:
        raise RulesError(f"{folder}: no rule files there; reinstall rasd")
    known = {rule.id for rule in rules}
    for rule in rules:
        if wrong := [name for name in rule.unless if name not in known]:
            raise RulesError(f"{folder / rule.id}.yaml: unless: there is no rule {wrong[0]!r}")
    return rules


def _read(path: Path) -> Rule:
    try:
        content: Any = yaml.safe_load(path.read_text("utf-8"))
        rule = msgspec.convert(content, Rule)
    except (OSError, yaml.YAMLError) as error:
        raise RulesError(f"{path}: cannot be read: {error}") from error
    except msgspec.ValidationError as error:
        raise RulesError(f"{path}: {error}: correct the file") from error
    if problem := _problem(rule, path.stem):
        raise RulesError(f"{path}: {problem}")
    return rule


def _problem(rule: Rule, name: str) -> str | None:
    if rule.id != name:
        return f"the file's name must be its id, {rule.id}.yaml"
    if bool(rule.when) == bool(rule.operational):
        return "give `when` or `operational`, one of the two"
    try:
        rule.title.format(**dict.fromkeys(TITLE_FIELDS, ""))
    except (KeyError, IndexError, ValueError) as error:
        return f"title: {error}: only {', '.join('{' + each + '}' for each in TITLE_FIELDS)} can stand in it"
    if wrong := [each for each in rule.given if each not in SIGNALS]:
        return f"given: there is no signal {wrong[0]!r}"
    conditions = (*rule.when, *rule.also, *rule.before, *rule.worse.values())
    return next((problem for each in conditions if (problem := _wrong(each))), None)


def _wrong(condition: Condition) -> str | None:
    if condition == Condition():
        return "an empty condition would hold of every post: name what the post must have"
    if wrong := [each for each in condition.signal if each not in SIGNALS]:
        return f"signal: there is no signal {wrong[0]!r}; choose among {', '.join(SIGNALS)}"
    if wrong := [each for each in condition.area if each not in AREAS]:
        return f"area: the registry has no area {wrong[0]!r}"
    return None


def satisfying(rule: Rule, members: Sequence[Entry]) -> list[Entry]:
    """The posts, in order, for which the rule fires; empty if it does not."""
    if rule.given and not matching(rule.given, lambda post: _has_signal(rule.given, post), members):
        return []
    found = matching(rule.when, lambda post: holds(rule.when, post), members)
    if found and rule.before:
        ends = matching(rule.before, lambda post: holds(rule.before, post), members)
        return [post for post in found if post.order < ends[0].order] if ends else found
    return found


def matching(key: object, test: Callable[[Entry], bool], members: Sequence[Entry]) -> list[Entry]:
    """The posts of which a test holds; of a story's own members it is asked once each, not at every event."""
    return members.of(key, test) if isinstance(members, Members) else [post for post in members if test(post)]


def _has_signal(names: tuple[str, ...], post: Entry) -> bool:
    return any(signal.name in names for signal in post.signals)


def holds(conditions: Iterable[Condition], post: Entry) -> bool:
    """Whether one of them does."""
    return any(_holds(when, post) for when in conditions)


def _holds(when: Condition, post: Entry) -> bool:
    speaking = post.claim.brands if post.claim else ()
    signals = {signal.name for signal in post.signals}
    return all(
        (
            not when.claim or (post.claim is not None and post.claim.kind in when.claim),
            not when.claimant_kind or any(KINDS.get(id_) in when.claimant_kind for id_ in speaking),
            not when.unregistered or not speaking,
            not when.area or (post.claim is not None and not set(when.area).isdisjoint(post.claim.areas)),
            not when.tansiqiya or post.tansiqiya in when.tansiqiya,
            not when.threat or post.threat is not None,
            not when.candidate or bool(post.candidates),
            not when.deleted or post.deleted,
            not when.signal or not signals.isdisjoint(when.signal),
        )
    )


KINDS: Final[dict[str, Kind]] = {organisation.id: organisation.kind for organisation in load_registry().organisations}
AREAS: Final = frozenset(area.id for area in load_registry().areas)
_ALL: Final = load_rules(FOLDER)
RULES: Final = tuple(rule for rule in _ALL if rule.when)
OPERATIONAL: Final = tuple(rule for rule in _ALL if rule.operational)
