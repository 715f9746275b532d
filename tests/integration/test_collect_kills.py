"""Killed with -9 while it works, ten times: what is left is the ledger."""

import itertools
import sys
from pathlib import Path

import pytest
from telegram_world import world

sys.path.insert(0, str(Path(__file__).parents[2]))
KILLS = 10


@pytest.mark.timeout(280)
async def test_a_collector_killed_at_random_points_loses_nothing(tmp_path, kafka, channel):
    from tests.kills import kill_often

    channels = [channel, *itertools.islice(itertools.count(channel + 100), 1)]
    async with world(tmp_path, kafka, channels) as telegram:
        counted = await kill_often(telegram, KILLS, seed=7)
        # Only a kill that met work in flight shows anything.
        assert counted >= KILLS // 2
