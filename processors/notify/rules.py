"""Alert rules: one YAML file each in `rules/`, read strictly, evaluated over the posts of a story."""

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import msgspec
import yaml

from processors.correlate.memory import Entry
from schemas.errors import Explained
from schemas.messages import ClaimKind, Severity, TansiqiyaClass
from schemas.registry import Kind, load_registry


class RulesError(Explained):
    """A rule file is wrong; the text names the file and the key."""


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one post of the story must have; everything that is given must hold of the same post."""

    claim: tuple[ClaimKind, ...] = ()
    claimant_kind: tuple[Kind, ...] = ()
    tansiqiya: tuple[TansiqiyaClass, ...] = ()
    threat: bool = False
    candidate: bool = False
    deleted: bool = False


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`claimants` asks for that many different organisations that claim within the story."""

    id: str
    title: str
    severity: Severity
    why: str
    when: Condition = Condition()
    claimants: int = 0
    fires_on: tuple[str, ...] = ()
    silent_on: tuple[str, ...] = ()


def load_rules(folder: Path) -> tuple[Rule, ...]:
    """Raises RulesError naming the file and the key that is wrong."""
    rules = tuple(_read(path) for path in sorted(folder.glob("*.yaml")))
    if not rules:
        raise RulesError(f"{folder}: no rule files there; reinstall rasd")
    return rules


def _read(path: Path) -> Rule:
    try:
        content: Any = yaml.safe_load(path.read_text("utf-8"))
        rule = msgspec.convert(content, Rule)
    except (OSError, yaml.YAMLError) as error:
        raise RulesError(f"{path}: cannot be read: {error}") from error
    except msgspec.ValidationError as error:
        raise RulesError(f"{path}: {error}: correct the file") from error
    if rule.id != path.stem:
        raise RulesError(f"{path}: the file's name must be its id, {rule.id}.yaml")
    return rule


def satisfying(rule: Rule, members: Iterable[Entry]) -> list[Entry]:
    """The posts, in order, for which the rule fires; empty if it does not."""
    found = [member for member in members if _holds(rule.when, member)]
    if rule.claimants:
        claiming = [member for member in found if member.claimants]
        return claiming if len({id_ for member in claiming for id_ in member.claimants}) >= rule.claimants else []
    return found


def _holds(when: Condition, post: Entry) -> bool:
    speaking = post.claim.brands if post.claim else ()
    return all(
        (
            not when.claim or (post.claim is not None and post.claim.kind in when.claim),
            not when.claimant_kind or any(KINDS[id_] in when.claimant_kind for id_ in speaking),
            not when.tansiqiya or post.tansiqiya in when.tansiqiya,
            not when.threat or post.threat is not None,
            not when.candidate or bool(post.candidates),
            not when.deleted or post.deleted,
        )
    )


KINDS: Final[dict[str, Kind]] = {organisation.id: organisation.kind for organisation in load_registry().organisations}
RULES: Final = load_rules(Path(str(files("processors.notify"))) / "rules")
