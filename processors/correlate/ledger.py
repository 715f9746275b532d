"""The claim ledger: for each attack what happened, who claims or denies it, and what is assessed, kept apart."""

from collections.abc import Iterable
from typing import Final

from processors.correlate.attribution import attribution_of
from processors.correlate.memory import Entry, Memory
from processors.correlate.outside import events_of
from processors.correlate.tree import Tree
from processors.correlate.voice import own_claim, speakers
from schemas.messages import Attribution, Message
from schemas.operations import Event

NOTABLE: Final = ("double_claim", "denial", "reported_claim", "over_claimed", "outside_usual_weapon", "claim_deleted")


class Claimed(Message, frozen=True, kw_only=True):
    """One organisation's word on one attack. `copies` repeat it and prove nothing more."""

    who: str
    kind: str
    post_id: str
    channel: str
    date: str
    own: bool
    """In the group's own words or channel; false: others report it and its own post was not seen."""
    copies: int
    deleted: bool


class Account(Message, frozen=True, kw_only=True):
    """One attack: the event as outside sources tell it, the claims, the assessment."""

    story_id: str
    first_post_id: str
    date: str
    attack: str | None
    areas: tuple[str, ...]
    targets: tuple[str, ...]
    events: tuple[Event, ...]
    claims: tuple[Claimed, ...]
    denials: tuple[Claimed, ...]
    eulogies: tuple[Claimed, ...]
    reports: int
    """Posts that tell of the attack without a claim."""
    sources: int
    """Independent ones: groups that claim it themselves, and outside sources. A thousand reposts add none."""
    assessment: Attribution | None
    notes: tuple[str, ...]


def ledger(memory: Memory) -> tuple[Account, ...]:
    """Every attack that somebody claims, denies or blesses, in order. A pure function of the memory."""
    roots = sorted(memory.trees, key=lambda root: memory.trees[root].members[0])
    return tuple(account for root in roots if (account := _account(memory, memory.trees[root])))


def unclaimed(memory: Memory) -> tuple[Event, ...]:
    """Attacks told from outside that no story claims."""
    claimed = {event.event_id for tree in memory.trees.values() for event in events_of(memory, tree)}
    return tuple(event for id_, event in sorted(memory.events.items()) if id_ not in claimed)


def _account(memory: Memory, tree: Tree) -> Account | None:
    members = [memory.posts[place[3]] for place in tree.members]
    said = [post for post in members if post.claim and post.claim.kind in {"claim", "denial", "eulogy"}]
    told = [post.claim for post in said if post.claim]
    if not told or all(claim.attack is None for claim in told):
        return None
    claims = tuple(_claimed(said, "claim"))
    events = events_of(memory, tree)
    return Account(
        story_id=said[0].story,
        first_post_id=members[0].post_id,
        date=members[0].date,
        attack=next((claim.attack for claim in told if claim.attack not in {None, "other"}), "other"),
        areas=tuple(dict.fromkeys(area for claim in told for area in claim.areas)),
        targets=tuple(dict.fromkeys(target for claim in told for target in claim.targets)),
        events=events,
        claims=claims,
        denials=tuple(_claimed(said, "denial")),
        eulogies=tuple(_claimed(said, "eulogy")),
        reports=len(members) - len(said),
        sources=sum(claim.own for claim in claims) + len({event.source for event in events}),
        assessment=attribution_of(memory, tree),
        notes=tuple(
            dict.fromkeys(
                f"{reason.name}: {reason.quote}"
                for post in members
                for reason in post.signals
                if reason.name in NOTABLE
            )
        ),
    )


def _claimed(said: list[Entry], kind: str) -> Iterable[Claimed]:
    """One entry for each that speaks: its own first post, else the first that reports it."""
    of_kind = [post for post in said if post.claim and post.claim.kind == kind]
    for who in dict.fromkeys(speaker for post in of_kind for speaker in speakers(post)):
        posts = [post for post in of_kind if who in speakers(post)]
        chosen = next((post for post in posts if own_claim(post)), posts[0])
        yield Claimed(
            who=who,
            kind=kind,
            post_id=chosen.post_id,
            channel=chosen.channel,
            date=chosen.date,
            own=own_claim(chosen),
            copies=len(posts) - 1,
            deleted=chosen.deleted,
        )
