"""Who may do what in Kafka: a principal a step, with the topics that its work needs and no other. The table is pure."""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from kafka.admin import (
    ACL,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourceType,
    ScramMechanism,
    UserScramCredentialUpsertion,
)
from kafka.errors import KafkaError

from processors.correlate.changelog import changelog
from processors.groups import CONSUMES, STEPS, group_id
from processors.topics import TopicsError, admin
from schemas.topics import (
    ALERTS,
    ALERTS_SENT,
    ALERTS_SILENCES,
    ALERTS_STATE,
    ANALYSED,
    CLUSTERS,
    COVERAGE,
    DEAD,
    EVENTS,
    EVIDENCE,
    GENERATIONS,
    INTEREST,
    RAW,
    STORIES,
    TOPICS,
    Topic,
)

Act = Literal["read", "write", "describe", "create"]
LIVE: Final = "live"
ROUNDS: Final = 8192
# What each step publishes, besides its dead letters.
PUBLISHES: Final[dict[str, tuple[Topic, ...]]] = {
    "analyse": (ANALYSED, INTEREST),
    "correlate": (CLUSTERS, STORIES, ALERTS),
    "index": (),
    # Alerts about rasd itself, and what people press under an alert in a chat.
    "notify": (ALERTS_SENT, ALERTS, ALERTS_STATE),
}
# Read besides what is consumed as a group.
LOOKS_AT: Final[dict[str, tuple[Topic, ...]]] = {
    "index": (ALERTS_STATE,),
    "notify": (ALERTS_STATE, ALERTS_SENT, ALERTS_SILENCES, COVERAGE),
}
# People are told by the live generation alone.
REPLAYED: Final = tuple(step for step in STEPS if step != "notify")


@dataclass(frozen=True, order=True)
class Right:
    """One thing that a principal may do; `prefix`: with everything whose name begins so."""

    principal: str
    act: Act
    kind: Literal["topic", "group"]
    name: str
    prefix: bool = False


def rights(generation: str = LIVE) -> tuple[Right, ...]:
    """Every right of the live generation's principals; of another generation those of its replay."""
    return tuple(sorted(set(_live() if generation == LIVE else _replay(generation))))


def _live() -> Iterator[Right]:
    for step in STEPS:
        yield from _step(step)
    for act in ("read", "write", "describe"):
        yield Right("rasd-correlate", act, "topic", f"{group_id('correlate')}-", prefix=True)
    # The collector reads what it wrote: to fetch media, to chain evidence, to go on where it stopped.
    yield from _both("rasd-collector", RAW, COVERAGE, EVIDENCE)
    yield Right("rasd-collector", "read", "group", "rasd-media-", prefix=True)
    yield from _operator()
    # `rasd status` as a health check: what there is and how far everybody is, but not what is in it.
    for who in (*(f"rasd-{step}" for step in STEPS), "rasd-collector", "rasd-operator"):
        yield Right(who, "describe", "group", "rasd-", prefix=True)
        for topic in (*TOPICS, changelog()):
            yield from _topic(who, topic.name)


def _step(step: str) -> Iterator[Right]:
    who = f"rasd-{step}"
    # Of later generations too: when one goes live, its steps are these.
    yield Right(who, "read", "group", group_id(step), prefix=True)
    for topic in (*CONSUMES[step], *LOOKS_AT.get(step, ()), GENERATIONS):
        yield from _topic(who, topic.name, "read")
    for topic in PUBLISHES[step]:
        yield from _topic(who, topic.name, "write")
    for topic in CONSUMES[step]:
        yield from _topic(who, topic.dead, "write")


def _operator() -> Iterator[Right]:
    """Looks at everything, puts dead letters back, says what became of an alert, and which generation is live."""
    who = "rasd-operator"
    yield from _both(who, *DEAD, *(topic for step in STEPS for topic in CONSUMES[step]))
    yield from _both(who, ALERTS_STATE, ALERTS_SILENCES, EVENTS, GENERATIONS)
    for topic in (ALERTS_SENT, EVIDENCE):
        yield from _topic(who, topic.name, "read")


def _both(who: str, *topics: Topic) -> Iterator[Right]:
    for topic in topics:
        yield from _topic(who, topic.name, "read", "write")


def _replay(generation: str) -> Iterator[Right]:
    """It reads the record and writes what carries its generation: no alert of the live one, nothing that pages."""
    who = f"rasd-replay-{generation}"
    for topic in (RAW, COVERAGE, EVENTS):
        yield from _topic(who, topic.name, "read")
    # It registers itself; which generation is live stands there too.
    yield from _topic(who, GENERATIONS.name, "read", "write")
    for name in (f"replay.{generation}.", *(f"{group_id(step, generation)}-" for step in REPLAYED)):
        for act in ("read", "write", "describe", "create"):
            yield Right(who, act, "topic", name, prefix=True)
    # `feed` packs the record for the steps.
    for step in ("feed", *REPLAYED):
        yield Right(who, "read", "group", group_id(step, generation))


def _topic(who: str, name: str, *acts: Act) -> Iterator[Right]:
    for act in (*acts, "describe"):
        yield Right(who, act, "topic", name)


def create_access(kafka: str, generation: str, folder: Path) -> dict[str, tuple[Path, bool]]:
    """Gives each principal its rights, and a password if it has no file yet; gives the files and whether they are new.

    A password is in its file (0600) and nowhere else. Raises TopicsError if Kafka has no authorizer, or refuses.
    """
    wanted = rights(generation)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made: dict[str, tuple[Path, bool]] = {}
    with admin(kafka) as client:
        try:
            answer = client.create_acls([_acl(right) for right in wanted])
            if failed := answer.get("failed"):
                raise TopicsError(_refused(str(failed[0])))
            for who in sorted({right.principal for right in wanted}):
                path = folder / f"{who}.password"
                made[who] = (path, not path.exists())
                if not path.exists():
                    _make_password(client, who, path)
        except KafkaError as error:
            raise TopicsError(_refused(str(error) or type(error).__name__)) from error
    return made


def _refused(why: str) -> str:
    return f"Kafka does not take users and rights ({why[:300]}): sign in as its administrator, and set authorizer.class.name"


def _acl(right: Right) -> ACL:
    return ACL(
        principal=f"User:{right.principal}",
        host="*",
        operation=ACLOperation[right.act.upper()],
        permission_type=ACLPermissionType.ALLOW,
        resource_pattern=ResourcePattern(
            ResourceType[right.kind.upper()],
            right.name,
            ACLResourcePatternType.PREFIXED if right.prefix else ACLResourcePatternType.LITERAL,
        ),
    )


def _make_password(client: Any, who: str, path: Path) -> None:
    password = secrets.token_urlsafe(32)
    # The file first: a password that only Kafka knows is lost.
    try:
        out = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w")
    except OSError as error:
        raise TopicsError(f"{path} can't be written ({error.strerror}): name another folder") from error
    with out:
        out.write(password + "\n")
    try:
        answer = client.alter_user_scram_credentials(
            [UserScramCredentialUpsertion(who, ScramMechanism.SCRAM_SHA_512, password=password, iterations=ROUNDS)]
        )
    except KafkaError:
        path.unlink()
        raise
    if why := answer.get(who):
        path.unlink()
        raise TopicsError(_refused(why))
