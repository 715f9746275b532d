"""Every detector against the texts that stand beside it."""

import pytest

from processors.analyse.post import DETECTORS

HITS = [(detector, text) for detector in DETECTORS for text in detector.hits]
MISSES = [(detector, text) for detector in DETECTORS for text in detector.misses]


@pytest.mark.parametrize(("detector", "text"), HITS, ids=lambda value: getattr(value, "name", None))
def test_it_finds_what_it_must(detector, text):
    assert detector.find(text)


@pytest.mark.parametrize(("detector", "text"), MISSES, ids=lambda value: getattr(value, "name", None))
def test_it_leaves_alone_what_it_must(detector, text):
    assert not detector.find(text)
