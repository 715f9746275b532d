"""The cascade as correlation gets it, analysed once for all tests of it."""

import pytest

from processors.analyse.interest import of_interest
from processors.analyse.post import build_analyser
from schemas.messages import Pipeline
from schemas.registry import load_registry
from tests.cascade import load


@pytest.fixture(scope="session")
def analysed():
    analyse = build_analyser(load_registry(), Pipeline(code="test", registry="test"))
    return [post for post in map(analyse, load().posts) if of_interest(post)]
