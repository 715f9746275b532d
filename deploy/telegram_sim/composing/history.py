"""The years before the live part, after the article: history.yaml's attacks and news, statements, threats."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from deploy.telegram_sim.composing.attacks import Attack
from deploy.telegram_sim.composing.scenes import Scenes, at
from deploy.telegram_sim.composing.statements import statement
from deploy.telegram_sim.composing.tables import BRANDS, HISTORY, ORDINARY, STATEMENTS

ORDINARY_POSTS = 62
FIRST_DAY = date(2020, 3, 2)
DAYS = 590
LIVE_STATEMENT = 9


def history(scenes: Scenes) -> None:
    """March 2020 to October 2021."""
    for number in range(LIVE_STATEMENT):
        # The ninth early in the day: the live part begins in its evening and must not look like the same news.
        hour = 7 if number == LIVE_STATEMENT - 1 else 15
        statement(scenes, number, at(STATEMENTS[number]["date"], hour))
    events = _claims(scenes)
    for entry in HISTORY["double_claims"]:
        event = scenes.attack(entry["date"], entry["place"], entry["weapon"], "double")
        scenes.double(at(entry["date"], 20), [BRANDS[id_] for id_ in entry["brands"]], event)
    for entry in HISTORY["denials"]:
        scenes.denial(at(entry["date"], 11), BRANDS[entry["brand"]], events[entry["of"], entry["place"]], opens=False)
    for entry in HISTORY["eulogies"]:
        event = events[entry["of"], entry["place"]]
        scenes.eulogy(at(entry["date"], 21), BRANDS[entry["brand"]], event, entry["channel"])
    for number, day in enumerate(HISTORY["threats"]):
        scenes.threat(at(day, 16, number))
    for number, entry in enumerate(HISTORY["posts"]):
        scenes.written_post(
            at(entry["date"], entry.get("hour", 9 + number % 10), number * 11 % 60), entry["channel"], entry
        )
    _ordinary(scenes)


def _claims(scenes: Scenes) -> dict[tuple[date, str], Attack]:
    """The façades' claims and those of unknown groups; gives the attacks by day and place."""
    events = {}
    for number, entry in enumerate(_attacks()):
        event = events[entry["date"], entry["place"]] = scenes.attack(entry["date"], entry["place"], entry["weapon"])
        moment = at(entry["date"], 18 + number % 4, number * 7 % 60)
        line = scenes.claim(moment, BRANDS[entry["brand"]], event, follow=number % 3 != 1)
        if number % 9 == 4:  # a few corrections
            corrected = line.labels | {"alert": False}
            scenes.plan.edit(line, timedelta(minutes=6), line.text + "\nملاحظة: تم تصحيح خطأ مطبعي.", corrected)
    for entry in HISTORY["candidates"]:
        event = scenes.attack(entry["date"], entry["place"], entry["weapon"], "candidate")
        events[entry["date"], entry["place"]] = event
        scenes.candidate(at(entry["date"], 18), event)
    return events


def _attacks() -> Iterator[dict[str, Any]]:
    yield from HISTORY["attacks"]
    for campaign in HISTORY["campaigns"]:
        for number in range(campaign["times"]):
            # One to three days off the beat, as such things are.
            day = campaign["since"] + timedelta(days=number * campaign["every_days"] + number * 5 % 4)
            yield campaign | {"date": day}


def _ordinary(scenes: Scenes) -> None:
    """The first part of each channel's table; the live part goes on where this ends."""
    days = [FIRST_DAY + timedelta(days=number * DAYS // ORDINARY_POSTS) for number in range(ORDINARY_POSTS)]
    channels = [channel for channel, posts in ORDINARY.items() for _ in range(round(len(posts) * ORDINARY_POSTS / 267))]
    for number, day in enumerate(days):
        # A stride that shares no factor with the list mixes the channels.
        scenes.ordinary(at(day, 6 + number % 15, number * 13 % 60), channels[number * 29 % len(channels)])
