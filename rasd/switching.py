"""Making another generation the live one: all steps stand still at one point of the raw topic, change places, and go on."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec
import structlog

from processors.generations import read_generations, write
from processors.groups import group_id
from processors.index.aliases import move_aliases
from processors.lanes import Lane
from processors.replay import offsets
from processors.topics import create_topics, lag
from rasd.errors import UserError
from rasd.replaying import SILENT, Servers, tasks_of
from rasd.supervise import supervise
from rasd.tasks import Task
from schemas.operations import Generation, Running
from schemas.topics import ALERTS, ANALYSED, CLUSTERS, INTEREST, RAW, STORIES, Topic

log = structlog.get_logger()

HOLD: Final = timedelta(seconds=30)  # a switch that dies holds the live steps no longer than this
RENEW_S: Final = 8.0
STILL_S: Final = 90.0
READS: Final[dict[str, tuple[Topic, ...]]] = {
    "analyse": (RAW,),
    "correlate": (INTEREST,),
    "index": (ANALYSED, CLUSTERS, STORIES, ALERTS),
}


def switch(to: str, servers: Servers, say: Callable[[str], None]) -> Running:
    """Makes `to` the live generation; the one before is fed on beside it. Raises UserError, and then nothing has changed.

    Workers that run elsewhere stand still by themselves, and go on in the new generation.
    """
    running, known = read_generations(servers.kafka)
    if running.current == to:
        move_aliases(servers.elasticsearch, to)  # a switch that died just before its end
        return running
    old, new = Lane(running.current), Lane(to, current=False)
    create_topics(servers.kafka, Lane(running.current, current=False))
    create_topics(servers.kafka, new)
    target = known.get(to, _unregistered(to))
    say("bringing it up to now")
    _drain(servers, (), target, offsets.ends(servers.kafka, RAW))
    with _holding(servers.kafka, running):
        say("asking the live steps to stand still")
        _wait_until_still(servers.kafka, (old.generation, to))
        cut = _cut(servers.kafka, old)
        say("taking both generations to the same point")
        _drain(servers, tuple(Task(step, old, (), SILENT) for step in ("correlate", "index")), target, cut)
        _wait_until_still(servers.kafka, (old.generation, to))
        _change_places(servers.kafka, old, new, cut)
        changed = Running(current=to, fed=(old.generation,), at=_now())
    # Written when nobody renews the hold any more: this is the moment of the switch.
    write(servers.kafka, changed)
    move_aliases(servers.elasticsearch, to)
    return changed


def _unregistered(name: str) -> Generation:
    """Stands for the first generation, which nobody registered."""
    return Generation(name=name, created="", code="", registry="")


@contextmanager
def _holding(kafka: str, running: Running) -> Iterator[None]:
    """Nothing but notify works meanwhile; if this process dies the hold ends by itself."""
    ended = threading.Event()

    def hold(until: datetime) -> None:
        moment = until.isoformat(timespec="seconds")
        write(kafka, msgspec.structs.replace(running, hold_until=moment, at=_now()))

    def renew() -> None:
        while not ended.wait(RENEW_S):
            hold(datetime.now(UTC) + HOLD)

    hold(datetime.now(UTC) + HOLD)
    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    done = False
    try:
        yield
        done = True
    finally:
        ended.set()
        thread.join()
        if not done:
            write(kafka, msgspec.structs.replace(running, hold_until=None, at=_now()))


def _wait_until_still(kafka: str, generations: tuple[str, ...]) -> None:
    groups = [group_id(step, name) for name in generations for step in ("feed", *READS)]
    deadline = time.monotonic() + STILL_S
    while at_work := offsets.busy(kafka, groups):
        if time.monotonic() > deadline:
            raise UserError(
                f"workers of {', '.join(at_work)} are still at work after {STILL_S:.0f} s: end them (they may be of an older "
                "version of rasd), then switch again"
            )
        time.sleep(0.3)


def _cut(kafka: str, old: Lane) -> offsets.Offsets:
    """Up to where the live steps have analysed."""
    done = offsets.committed(kafka, group_id("analyse", old.generation), RAW)
    return offsets.starts(kafka, RAW) | done


def _drain(servers: Servers, rest: tuple[Task, ...], new: Generation, end: offsets.Offsets) -> None:
    """The new generation is fed up to `end`, and what the steps of `rest` had begun is finished. Raises UserError."""
    tasks = (*rest, *tasks_of(msgspec.structs.replace(new, end=end)))
    groups = {group_id(task.step, task.lane.generation) for task in tasks}
    lanes = {task.lane for task in tasks}

    def through() -> bool:
        done = offsets.committed(servers.kafka, group_id("feed", new.name), RAW)
        if not all(done.get(part, new.start.get(part, 0)) >= offset for part, offset in end.items()):
            return False
        return not any(each.behind for lane in lanes for each in lag(servers.kafka, lane) if each.group in groups)

    if through():
        return
    if supervise(lambda: tasks, through) or not through():
        raise UserError("interrupted, or a step can't work: nothing was switched; its reason is in the lines above")


def _change_places(kafka: str, old: Lane, new: Lane, cut: offsets.Offsets) -> None:
    """The new generation reads on under the live names from where the old one stopped, and the other way round."""
    beside = Lane(old.generation, current=False)
    for step, topics in READS.items():
        live = {topic.name: cut if topic is RAW else offsets.ends(kafka, topic) for topic in topics}
        offsets.set_offsets(kafka, group_id(step, new.generation), live)
        own = [beside.topic(topic) for topic in topics]
        read = {topic.name: offsets.ends(kafka, topic) for topic in own}
        offsets.set_offsets(kafka, group_id(step, beside.generation), read)
    offsets.set_offsets(kafka, group_id("feed", old.generation), {RAW.name: cut})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
