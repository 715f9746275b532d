"""A broker that stops and starts again: nothing is lost, nothing is remembered that it did not take, memory stays bounded."""

import asyncio

import pytest
from telegram_world import until, world

from deploy.local import stack as local_stack
from deploy.local.layout import default_cache
from ingest import writer
from processors.topics import create_topics


@pytest.fixture
def own_kafka(tmp_path):
    folder = tmp_path / "kafka"
    running = local_stack.up(folder, default_cache(), with_elasticsearch=False)
    create_topics(running.kafka)
    yield running.kafka, folder
    local_stack.purge(folder)


async def test_a_broker_that_is_down_is_waited_for_and_gets_everything(tmp_path, own_kafka, channel, monkeypatch):
    # As many pushes may wait as ten minutes of a busy day would bring a hundred times over; here a handful.
    monkeypatch.setattr(writer, "MOST_HINTS", 50)
    kafka, folder = own_kafka
    async with world(tmp_path, kafka, [channel]) as telegram, telegram.collecting():
        await asyncio.to_thread(local_stack.down, folder)
        numbers = [await telegram.simulator.post(channel, f"بلا وسيط {place}") for place in range(200)]
        await telegram.simulator.edit(channel, numbers[3], "معدل")
        await telegram.simulator.delete(channel, numbers[4], 7)
        await asyncio.sleep(3)
        port = int(kafka.rpartition(":")[2])
        await asyncio.to_thread(local_stack.up, folder, default_cache(), kafka_port=port, with_elasticsearch=False)
        await telegram.equal(90)
        await until(lambda: "gap" in {record.kind for record in telegram.coverage()})
