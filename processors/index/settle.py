"""A batch brought to Elasticsearch to its end: a document that is refused takes nothing else with it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
import structlog

from processors.index.batch import Batch, Made
from processors.index.bulk import IN_FLIGHT, MOST, Answers, held, write
from schemas.documents import PostDocument

log = structlog.get_logger()

# A conflict means that another process wrote in between, which ends with the rebalance that it came from.
TRIES: Final = 5
TANGLED: Final = "Elasticsearch holds another state of this post, which can't be read or keeps changing"


@dataclass
class Settled:
    """`refused` are records with the reason that they will never be taken; `early` wait for their posts."""

    refused: list[tuple[Any, str]] = field(default_factory=list)
    early: list[Any] = field(default_factory=list)

    def refuse(self, record: Any, why: str) -> None:
        """Once: the same event can be in an earlier version and in the current document."""
        if not any(each is record for each, _ in self.refused):
            self.refused.append((record, why))

    def take(self, other: "Settled") -> None:
        for record, why in other.refused:
            self.refuse(record, why)
        self.early += other.early


async def settle(client: Any, batch: Batch) -> Settled:
    """Writes a batch. Raises SearchError if Elasticsearch refuses for reasons of its own.

    In parts beside each other, so that Elasticsearch writes one while the next is folded; no post is in two.
    """
    turns = asyncio.Semaphore(IN_FLIGHT)
    parts = batch.split(MOST)
    done = await asyncio.gather(*(_settle(client, part, turns, TRIES) for part in parts), return_exceptions=True)
    settled = Settled()
    # None may still be on its way when the step ends.
    for each in done:
        if isinstance(each, BaseException):
            raise each
        settled.take(each)
    return settled


async def _settle(client: Any, batch: Batch, turns: asyncio.Semaphore, tries: int) -> Settled:
    known = await _known(client, batch)
    writes = batch.fold(known)
    settled = Settled(early=writes.early)
    # Earlier versions first: once the new document is written the old one is nowhere else.
    answers = await _write(client, writes.revisions, turns)
    for place, why in answers.refused.items():
        settled.refuse(writes.revisions[place].record, why)
    answers = await _write(client, writes.documents, turns)
    again = {made.post: made for place in answers.conflicts if (made := writes.documents[place]).post}
    for place, why in answers.refused.items():
        made = writes.documents[place]
        # With several events in a document only trying each by itself tells whose fault it is.
        if made.post and len(list(batch.parts(made.post))) > 1:
            again[made.post] = made
        else:
            settled.refuse(made.record, why)
    for post, made in again.items():
        if not tries:
            settled.refuse(made.record, TANGLED)
            continue
        for part in batch.parts(str(post)):
            settled.take(await _settle(client, part, turns, tries - 1))
    return settled


async def _write(client: Any, made: Sequence[Made], turns: asyncio.Semaphore) -> Answers:
    return await write(client, [each.write for each in made], turns) if made else Answers()


async def _known(client: Any, batch: Batch) -> dict[str, PostDocument]:
    wanted = batch.wanted()
    known: dict[str, PostDocument] = {}
    for id_, source in (await held(client, wanted)).items() if wanted else ():
        try:
            known[id_] = msgspec.convert(source, PostDocument)
        except msgspec.ValidationError as error:
            log.warning("a document in Elasticsearch is not one of rasd's", post=id_, reason=str(error))
    return known
