"""The posts that pass through the pipeline in a bench: a day's feed, most of which name nobody."""

from datetime import datetime, timedelta

from kafka import KafkaProducer

from schemas.codec import encode
from schemas.messages import Channel, Collected, RawPost
from schemas.registry import load_registry
from schemas.topics import RAW
from tests.bench_alerts import claim
from tests.labelled import labelled

CHANNELS = 40
# Of a hundred posts, so many name organisations in news, and so many are claims of an attack of their own.
NAMING, CLAIMS = 10, 5
START = datetime(2021, 1, 1)  # noqa: DTZ001  # only a calendar


def ordinary():
    """Texts of labelled posts without claim and threat: those that name nobody, and those that name organisations."""
    made = [], []
    for _, each in labelled(load_registry()):
        labels = each.labels
        if not labels.claim and not labels.threat and labels.tansiqiya == "none":
            made[bool(labels.brands or labels.candidates)].append(each.post.text)
    return made


def texts(count):
    """So many texts, each with a number of its own in it."""
    silent, naming = ordinary()
    for number in range(1, count + 1):
        if (place := number % 100) < CLAIMS:
            yield claim(number)
        elif place < CLAIMS + NAMING:
            yield f"{naming[number % len(naming)]} {number:x}"
        else:
            yield f"{silent[number % len(silent)]} {number:x}"


def raw_posts(count):
    """So many raw posts as they go over the wire, about one a minute."""
    for number, text in enumerate(texts(count), start=1):
        yield encode(
            RawPost(
                channel=Channel(id=5_000_000_000 + number % CHANNELS, username=f"bench_{number % CHANNELS}"),
                message_id=number,
                version=1,
                date=_moment(number),
                text=text,
                collected=Collected(at=_moment(number), by="bench", mode="backfill"),
            )
        )


def _moment(number):
    return (START + timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%SZ")


def feed(kafka, count):
    """Puts so many posts into the raw topic."""
    sender = KafkaProducer(bootstrap_servers=kafka, acks="all", linger_ms=50, batch_size=1_000_000)
    for number, value in enumerate(raw_posts(count), start=1):
        sender.send(RAW.name, value, key=f"{5_000_000_000 + number % CHANNELS}:{number}".encode())
    sender.flush()
    sender.close()
