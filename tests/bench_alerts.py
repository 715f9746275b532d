"""How long from a post's publication to its alert at a webhook, at a steady rate, all steps and servers on this machine.

    .venv/bin/python -m tests.bench_alerts [--rate 50] [--seconds 40] [--every 10]

Every so many posts one is a claim of its own attack; the rest is ordinary news. Posts enter where the collector puts them,
the raw topic: Telegram's own way to the collector is not in the figures. Uses the stack of RASD_TEST_STACK (a data folder)
or starts one. It prints and judges nothing.
"""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from kafka import KafkaProducer

from deploy.local import stack as local_stack
from deploy.local.layout import default_cache
from processors.index.create import create_indices
from processors.notify.latency import quantile
from processors.topics import create_topics
from schemas.codec import encode
from schemas.identity import event_id
from schemas.messages import Channel, Collected, RawPost
from schemas.topics import RAW
from tests.stacks import search_config, settings_of

NEWS = "هيئة الأنواء الجوية: أجواء صحوة في عموم البلاد غداً والرياح خفيفة"
BRANDS = ("سرايا قاصم الجبارين", "أصحاب الكهف", "عصبة الثائرين", "لواء خيبر", "قوات ذو الفقار")
PLACES = ("بابل", "كركوك", "نينوى", "التاجي", "بلد", "أربيل", "الأنبار", "البصرة", "الديوانية", "السماوة")
WEAPONS = ("بعبوة ناسفة", "بالصواريخ", "بطائرة مسيرة", "بقذائف هاون")


def claim(number):
    brand, place = BRANDS[number % len(BRANDS)], PLACES[number // 5 % len(PLACES)]
    weapon = WEAPONS[number // 50 % len(WEAPONS)]
    return (
        f"{brand} تتبنى استهداف رتل رقم {number} {weapon} في {place} يوم {1 + number % 28}/{1 + number // 28 % 12}/2024"
    )


class Pager:
    """A webhook that notes for each alert how long ago its post was posted."""

    def __init__(self):
        self.took = []
        pager = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                arrived = datetime.now(UTC)
                alert = json.loads(self.rfile.read(int(self.headers["content-length"])))
                if alert["timing"] and alert["rule"] != "digest":
                    posted = datetime.fromisoformat(alert["timing"]["posted"])
                    pager.took.append((arrived - posted).total_seconds())
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_arguments):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        self.target = f"webhook+http://127.0.0.1:{self.http.server_port}/alerts"


@contextlib.contextmanager
def servers():
    named = os.environ.get("RASD_TEST_STACK")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(named or folder)
        running = local_stack.up(data, default_cache())
        try:
            create_topics(running.kafka)
            create_indices(search_config(running), "live")
            yield running
        finally:
            if not named:
                local_stack.purge(data)


@contextlib.contextmanager
def work(running, target):
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | settings_of(running)
        environment |= {
            "RASD_DATA": folder,
            "RASD_NOTIFY_TARGETS": json.dumps([target]),
            "RASD_NOTIFY_PER_MINUTE": "1000000",
        }
        with (Path(folder) / "log").open("w+b") as log:
            process = subprocess.Popen([sys.executable, "-m", "rasd", "work"], env=environment, stdout=log, stderr=log)
            try:
                while (Path(folder) / "log").read_bytes().count(b"started") < 4:
                    if process.poll() is not None:
                        sys.exit((Path(folder) / "log").read_text()[-2000:])
                    time.sleep(0.2)
                yield
            finally:
                process.terminate()
                process.wait(30)


def publish(kafka, rate, seconds, every, first=1):
    """One post at a time, at its moment; gives how many claims were among them."""
    sender = KafkaProducer(bootstrap_servers=kafka, acks="all")
    channel, claims, start = 4_000_000_000 + int(time.time()) % 1_000_000, 0, time.monotonic()
    for number in range(rate * seconds):
        time.sleep(max(0.0, start + number / rate - time.monotonic()))
        says = number % every == 0
        text = claim(claims + first) if says else f"{NEWS} {number}"
        claims += says
        moment = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        post = RawPost(
            channel=Channel(id=channel + number % 12, title=f"bench {number % 12}"),
            message_id=number + first,
            version=1,
            date=moment,
            text=text,
            collected=Collected(at=moment, by="bench", mode="live"),
        )
        post = RawPost(**{name: getattr(post, name) for name in post.__struct_fields__} | {"event_id": event_id(post)})
        sender.send(RAW.name, encode(post), key=f"{post.channel.id}:{post.message_id}".encode())
    sender.flush()
    sender.close()
    return claims


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rate", type=int, default=50, help="posts a second")
    asked.add_argument("--seconds", type=int, default=40)
    asked.add_argument("--every", type=int, default=10, help="one post of so many is a claim")
    options = asked.parse_args()
    pager = Pager()
    with servers() as running, work(running, pager.target):
        publish(running.kafka, 5, 4, 2, first=100_000)  # warms every step
        time.sleep(5)
        pager.took.clear()
        claims = publish(running.kafka, options.rate, options.seconds, options.every)
        before = -1
        while len(pager.took) != before:
            before = len(pager.took)
            time.sleep(3)
    took = pager.took
    print(f"{options.rate} posts/s for {options.seconds} s, {claims} claims, {len(took)} alerts at the webhook")
    if took:
        shares = ", ".join(f"p{share * 100:.0f} {quantile(took, share) * 1000:.0f} ms" for share in (0.5, 0.95, 0.99))
        print(
            f"posting to webhook: {shares}, mean {statistics.mean(took) * 1000:.0f} ms, load {os.getloadavg()[0]:.1f}"
        )


if __name__ == "__main__":
    main()
