"""A Telegram-compatible MTProto server on loopback, for the demo and the tests.

The unmodified Telethon client connects to it over a real socket. Start it inside a program with
`deploy.telegram_sim.simulator.Simulator`, or as a process with `python -m deploy.telegram_sim`.
"""

from pathlib import Path


def corpus_folder() -> Path:
    """The demo's corpus: channels.json, posts.jsonl and sources.yaml."""
    return Path(__file__).parent / "corpus"
