"""A Faust agent that only forwards bytes, with rasd's settings and Faust's own monitor: what Faust itself costs.

python -m tests.pipeline.bare_agent KAFKA TOPIC DATA
"""

import sys
from pathlib import Path

from faust.sensors.monitor import Monitor

from processors.config import StepConfig
from processors.faust_app import build_app, run_app
from schemas.topics import RAW


def main(kafka, topic, data):
    config = StepConfig(kafka=kafka, data=Path(data), generation="bare")
    app = build_app("analyse", config)
    app.monitor = Monitor()
    out = app.topic(topic, key_serializer="raw", value_serializer="raw")

    async def forward(stream):
        async for event in stream.events():
            await out.send(key=event.message.key, value=event.message.value)

    app.agent(app.topic(RAW.name, key_type=bytes, value_type=bytes), name="bare")(forward)
    return run_app(app, "analyse", config)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
