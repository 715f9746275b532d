"""The step that reads every post: raw posts in, analysed posts out, those of interest also to correlation."""

from collections.abc import Callable, Iterable
from importlib.metadata import version

from processors.analyse.interest import of_interest
from processors.analyse.post import build_analyser
from processors.config import StepConfig
from processors.faust_app import build_app, process, run_app
from processors.stage import Record, Step
from schemas.codec import decode_raw, encode
from schemas.messages import AnalysedPost, Pipeline, RawPost
from schemas.registry import load_registry
from schemas.topics import ANALYSED, INTEREST, RAW

OUTPUTS = (ANALYSED, INTEREST)


def build_step(analyse: Callable[[RawPost], AnalysedPost], config: StepConfig) -> Step:
    """From the bytes of a raw post to the records that follow from it."""

    def step(value: bytes) -> Iterable[Record]:
        post = analyse(decode_raw(value))
        key, encoded = post.post_id.encode(), encode(post)
        yield Record(ANALYSED.name, key, encoded)
        if of_interest(post, config.watched_ids, config.watched_usernames):
            yield Record(INTEREST.name, key, encoded)

    return step


def run(config: StepConfig) -> int:
    """Runs until SIGTERM or SIGINT; the exit status is as `run_app` says."""
    registry = load_registry()
    pipeline = Pipeline(code=version("rasd"), registry=registry.version, generation=config.generation)
    step = build_step(build_analyser(registry, pipeline), config)
    app = build_app("analyse", config)
    process(app, "analyse", config, RAW, OUTPUTS, lambda: step)
    return run_app(app, "analyse", config, OUTPUTS)
