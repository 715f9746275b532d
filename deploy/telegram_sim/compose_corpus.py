"""Writes the demo's corpus: `python -m deploy.telegram_sim.compose_corpus`. The same bytes every time."""

from __future__ import annotations

import json
import sys
from typing import Any

from deploy.telegram_sim import corpus_folder
from deploy.telegram_sim.composing.places import CHANNELS, IDS
from deploy.telegram_sim.composing.timeline import Timeline

FACADES = ("ashab_al_kahf", "fasail_al_muqawama_al_duwaliya", "quwwat_dhu_al_faqar", "usbat_al_thairin", "liwa_khaibar")
HISTORY, LIVE = 250, 430


def compose() -> list[dict[str, Any]]:
    """History up to the ninth statement, then the live part with the tenth."""
    timeline = Timeline()
    for number in range(9):
        timeline.statement(number)
        _quarter(timeline, number, until=(number + 1) * HISTORY // 9)
    timeline.phase = "live"
    start = len(timeline.lines)
    number = 0
    while len(timeline.lines) - start < LIVE:
        _scene(timeline, number)
        if number == 30:  # well into the live part, so that a viewer sees what is ordinary first
            timeline.statement(9)
        number += 1
    return timeline.lines


def _quarter(timeline: Timeline, number: int, *, until: int) -> None:
    step = number * 5
    while len(timeline.lines) < until:
        _scene(timeline, step, deletions=False)
        step += 1


def _scene(timeline: Timeline, step: int, *, deletions: bool = True) -> None:  # noqa: C901  # one table of scenes
    """One thing that happens, chosen by its number, with ordinary news between."""
    facade = FACADES[step % len(FACADES)]
    match step % 12:
        case 0 | 6:
            number, text, labels = timeline.convoy("qasem_al_jabbarin")
            timeline.copies("qasem", number, text, labels)
        case 1 | 4 | 8 | 10:
            number, text, labels = timeline.site(facade)
            if step % 24 == 1:  # every other round
                timeline.copies(_channel(facade), number, text, labels)
            if step % 24 == 4:  # likewise
                timeline.edit(_channel(facade), number, text + "\n(تحديث)", labels | {"alert": False})
            if deletions and step % 24 == 8:  # likewise
                timeline.delete(_channel(facade), number)
        case 2 | 9:
            timeline.threat()
        case 3:
            timeline.candidate(step // 12)
        case 5:
            timeline.denial(facade)
        case 7:
            timeline.hidden(facade)
        case 11:
            _rare(timeline, step // 12)
    timeline.news()


def _rare(timeline: Timeline, turn: int) -> None:
    match turn % 3:
        case 0:
            timeline.double_claim("ashab_al_kahf", "fasail_al_muqawama_al_duwaliya")
        case 1:
            timeline.eulogy("ashab_al_kahf")
        case _:
            timeline.english("ashab_al_kahf", "Ashab al-Kahf")


def _channel(brand: str) -> str:
    return {
        "ashab_al_kahf": "kahf",
        "fasail_al_muqawama_al_duwaliya": "duwaliya",
        "quwwat_dhu_al_faqar": "faqar",
        "usbat_al_thairin": "usba",
        "liwa_khaibar": "khaibar",
    }[brand]


def files() -> dict[str, str]:
    """The content of every file of the corpus."""
    channels = [
        {"id": IDS[name], "username": place.username, "title": place.title, "subscribers": place.subscribers}
        for name, place in CHANNELS.items()
    ]
    posts = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in compose())
    return {
        "channels.json": json.dumps(channels, ensure_ascii=False, indent=1) + "\n",
        "posts.jsonl": posts,
        "sources.yaml": _sources(),
    }


def _sources() -> str:
    lines = [
        "# The channels of the simulated Telegram, as a sources file. Invented, like everything in this folder.",
        "sources:",
    ]
    for place in CHANNELS.values():
        lines.append(f"- username: {place.username}")
        if place.organisation:
            lines.append(
                f"  affiliation: {{organisation: {place.organisation}, certainty: {place.certainty}, quote: invented for the demo}}"
            )
    return "\n".join(lines) + "\n"


def main() -> int:
    folder = corpus_folder()
    folder.mkdir(exist_ok=True)
    for name, content in files().items():
        (folder / name).write_text(content, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
