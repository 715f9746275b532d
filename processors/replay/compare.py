"""What two generations say of the same posts, and the words that made the difference: pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

Document = Mapping[str, Any]
LONGEST_TEXT: Final = 200


@dataclass(frozen=True)
class Change:
    """One finding that differs: `words` are the post's own, of whichever side has the finding."""

    field: str
    old: str | None
    new: str | None
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changed:
    post_id: str
    channel: str
    date: str
    text: str
    changes: tuple[Change, ...]


@dataclass
class Difference:
    """`counts` by organisation, class, kind, rule, …: how many posts (or alerts) in the old generation and in the new."""

    old: str
    new: str
    posts_old: int = 0
    posts_new: int = 0
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def compare(old: Iterable[Document], new: Iterable[Document], names: tuple[str, str]) -> Difference:
    """`old` and `new` are documents in the order of their post ids; each is read once."""
    found = Difference(*names)
    tallies: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for before, after in _side_by_side(old, new):
        for document, tally in zip((before, after), tallies, strict=True):
            if document is not None:
                tally.update(_classes(document))
        found.posts_old += before is not None
        found.posts_new += after is not None
        if before is None and after is not None:
            found.added.append(after["post_id"])
        elif after is None and before is not None:
            found.removed.append(before["post_id"])
        elif before is not None and after is not None and (changes := tuple(_changes(before, after))):
            found.changed.append(_changed(after, changes))
    for name in sorted(tallies[0].keys() | tallies[1].keys()):
        found.counts[name] = (tallies[0][name], tallies[1][name])
    return found


def count_rules(found: Difference, old: Iterable[Document], new: Iterable[Document]) -> None:
    """Adds how many alerts each rule raised."""
    tallies = tuple(Counter(f"alert {alert['rule']}" for alert in alerts) for alerts in (old, new))
    for name in sorted(tallies[0].keys() | tallies[1].keys()):
        found.counts[name] = (tallies[0][name], tallies[1][name])


def _side_by_side(
    old: Iterable[Document], new: Iterable[Document]
) -> Iterator[tuple[Document | None, Document | None]]:
    left, right = iter(old), iter(new)
    one, other = next(left, None), next(right, None)
    while one is not None or other is not None:
        if other is None or (one is not None and one["post_id"] < other["post_id"]):
            yield one, None
            one = next(left, None)
        elif one is None or other["post_id"] < one["post_id"]:
            yield None, other
            other = next(right, None)
        else:
            yield one, other
            one, other = next(left, None), next(right, None)


def _classes(document: Document) -> set[str]:
    """What a document counts for, each once."""
    found = {f"organisation {brand['id']}" for brand in document.get("brands") or ()}
    if (class_ := (document.get("tansiqiya") or {}).get("class", "none")) != "none":
        found.add(f"tansiqiya {class_}")
    if claim := document.get("claim"):
        found.add(f"claim {claim['kind']}")
    if document.get("threat"):
        found.add("threat")
    if document.get("candidates"):
        found.add("candidate")
    found |= {f"tag {tag['name']}" for tag in document.get("tags") or ()}
    if attribution := document.get("attribution"):
        found.add(f"attributed to {attribution['organisation']}")
    return found


def _changed(document: Document, changes: tuple[Change, ...]) -> Changed:
    channel = document.get("channel") or {}
    return Changed(
        post_id=document["post_id"],
        channel=channel.get("title") or channel.get("username") or str(channel.get("id", "")),
        date=document.get("date") or "",
        text=(document.get("text") or "")[:LONGEST_TEXT],
        changes=changes,
    )


def _changes(before: Document, after: Document) -> Iterator[Change]:
    yield from _of_lists("organisation", before, after, "brands", "id")
    yield from _of_lists("candidate", before, after, "candidates", "surface")
    yield from _of_lists("tag", before, after, "tags", "name")
    for name, tell in (
        ("tansiqiya", _tansiqiya),
        ("claim", _claim),
        ("threat", _threat),
        ("attribution", _attribution),
    ):
        one, other = tell(before), tell(after)
        if one != other:
            yield Change(name, one, other, _words(after if other is not None else before, name))
    yield from _of_place(before, after)


def _of_lists(name: str, before: Document, after: Document, key: str, id_: str) -> Iterator[Change]:
    one = {each[id_]: each for each in before.get(key) or ()}
    other = {each[id_]: each for each in after.get(key) or ()}
    for gone in sorted(one.keys() - other.keys()):
        yield Change(name, gone, None, _surfaces(one[gone]))
    for come in sorted(other.keys() - one.keys()):
        yield Change(name, None, come, _surfaces(other[come]))
    for same in sorted(one.keys() & other.keys()):
        if one[same].get("role") != other[same].get("role"):
            yield Change(f"role of {same}", one[same].get("role"), other[same].get("role"), _surfaces(other[same]))


def _of_place(before: Document, after: Document) -> Iterator[Change]:
    """Another first is a change of what was concluded; a story's own id only says which post opened it."""
    one, other = ((each.get("cluster") or {}).get("first_post_id") for each in (before, after))
    if one != other:
        yield Change("first", one, other)


def _surfaces(finding: Document) -> tuple[str, ...]:
    found = [finding.get("surface"), *(reason.get("surface") for reason in finding.get("reasons") or ())]
    return tuple(dict.fromkeys(each for each in found if each))


def _words(document: Document, name: str) -> tuple[str, ...]:
    finding = document.get(name) or {}
    if name == "attribution":
        basis = [reason for each in finding.get("candidates") or () for reason in each.get("basis") or ()]
        return tuple(dict.fromkeys(reason["quote"] for reason in basis if reason.get("quote")))
    given = finding.get("markers") if name == "tansiqiya" else finding.get("reasons")
    return tuple(dict.fromkeys(each["surface"] for each in given or () if each.get("surface")))


def _tansiqiya(document: Document) -> str | None:
    class_ = (document.get("tansiqiya") or {}).get("class", "none")
    return None if class_ == "none" else str(class_)


def _claim(document: Document) -> str | None:
    claim = document.get("claim")
    if not claim:
        return None
    parts = [claim["kind"], claim.get("attack") or "", *sorted(claim.get("brands") or ())]
    return " ".join([*filter(None, parts), *(f"at {area}" for area in sorted(claim.get("areas") or ()))])


def _threat(document: Document) -> str | None:
    threat = document.get("threat")
    return None if not threat else ", ".join(sorted(threat.get("targets") or ())) or "people"


def _attribution(document: Document) -> str | None:
    found = document.get("attribution")
    return f"{found['organisation']} ({found['certainty']})" if found else None
