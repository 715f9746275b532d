"""Writes the demo's corpus: `python -m deploy.telegram_sim.compose_corpus`. The same bytes every time."""

from __future__ import annotations

import json
import sys
from typing import Any

from deploy.telegram_sim import corpus_folder
from deploy.telegram_sim.composing.history import history
from deploy.telegram_sim.composing.live import Live
from deploy.telegram_sim.composing.scenes import Scenes
from deploy.telegram_sim.composing.tables import CHANNELS


def compose() -> list[dict[str, Any]]:
    """Every operation, in the order of time: the history, then the live part."""
    scenes = Scenes()
    history(scenes)
    Live(scenes).play()
    return scenes.plan.operations()


def files() -> dict[str, str]:
    """The content of every file of the corpus by its name."""
    channels = [
        {
            "id": place.id,
            "username": place.username,
            "title": place.title,
            "created": f"{place.created}T08:00:00Z",
            "subscribers": place.subscribers,
        }
        for place in CHANNELS.values()
    ]
    return {
        "channels.json": json.dumps(channels, ensure_ascii=False, indent=1) + "\n",
        "posts.jsonl": "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in compose()),
        "sources.yaml": _sources(),
    }


def _sources() -> str:
    lines = [
        "# The channels of the simulated Telegram as a sources file. Invented, like everything in this folder.",
        "sources:",
    ]
    for place in CHANNELS.values():
        lines += [f"- username: {place.username}", f"  priority: {place.priority}"]
        lines.append(f"  expected_per_day: {place.expected_per_day}")
        if place.organisation:
            lines += [
                "  affiliation:",
                f"    organisation: {place.organisation}",
                f"    certainty: {place.certainty}",
                "    quote: invented for the demo",
                f"    valid_from: {place.created}",
            ]
    return "\n".join(lines) + "\n"


def main() -> int:
    folder = corpus_folder()
    folder.mkdir(exist_ok=True)
    for name, content in files().items():
        (folder / name).write_text(content, "utf-8")
        print(f"{folder / name}: {len(content.splitlines())} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
