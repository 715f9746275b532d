"""The detectors with the texts that show what they do; the tests run every one."""

from typing import Final

from processors.analyse.detector import Detector

DETECTORS: Final[tuple[Detector, ...]] = ()
