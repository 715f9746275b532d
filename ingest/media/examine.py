"""Looks at pictures in a process of its own: decoders are where hostile files strike.

Run as a program it reads paths, one a line, and answers with one JSON object a line. It can't write files, takes no more
memory than it is given, and knows no secret; when a picture kills it, the next one is started.
"""

import json
import os
import resource
import select
import struct
import subprocess
import sys
import time
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MEMORY: Final = 2 * 1024**3
SECONDS: Final = 20.0
START_S: Final = 60.0
# The formats that Telegram's photos come in; Pillow knows dozens of others, each a decoder to attack.
FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")


@dataclass(frozen=True)
class Look:
    """The perceptual hash (64 bits, hexadecimal), or why there is none."""

    phash: str | None
    reason: str | None = None


class Examiner:
    """One such process, started when needed. Its methods block: call them from a thread, one at a time."""

    def __init__(self, pixels: int, seconds: float = SECONDS) -> None:
        self._pixels, self._seconds = pixels, seconds
        self._process: subprocess.Popen[bytes] | None = None

    def look(self, path: Path) -> Look:
        process = self._running()
        if process is None or process.stdin is None or process.stdout is None:
            return Look(None, "pictures can't be looked at: the decoding process does not start")
        try:
            process.stdin.write(os.fsencode(path.resolve()) + b"\n")
            process.stdin.flush()
        except OSError:
            self.close()
            return Look(None, "the picture's decoder ended")
        line = _line(process, self._seconds)
        if line is None:
            self.close()
            return Look(None, "the picture ended its decoder, or kept it busy too long")
        answer = json.loads(line)
        return Look(answer["phash"], answer["reason"])

    def _running(self) -> "subprocess.Popen[bytes] | None":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ingest.media.examine", str(self._pixels)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[2],
            # Nothing of our environment: it holds secrets.
            env={"PATH": os.environ.get("PATH", ""), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
        if _line(self._process, START_S) is None:
            self.close()
        return self._process

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for end in (self._process.stdin, self._process.stdout):
                if end:
                    end.close()
        self._process = None


def _line(process: "subprocess.Popen[bytes]", seconds: float) -> bytes | None:
    """One line of its output; None if it ends or takes too long."""
    if process.stdout is None:
        return None
    deadline, found = time.monotonic() + seconds, b""
    while not found.endswith(b"\n"):
        ready, _, _ = select.select([process.stdout], [], [], max(0.0, deadline - time.monotonic()))
        piece = os.read(process.stdout.fileno(), 4096) if ready else b""
        if not piece:
            return None
        found += piece
    return found


def main(pixels: int) -> None:
    import imagehash  # noqa: PLC0415  # heavy, and only this process needs it
    from PIL import Image  # noqa: PLC0415

    _confine()
    Image.MAX_IMAGE_PIXELS = pixels
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    _say(None, "ready")
    for line in sys.stdin.buffer:
        try:
            with Image.open(os.fsdecode(line.rstrip(b"\n")), formats=FORMATS) as picture:
                width, height = picture.size
                if width * height > pixels:
                    _say(None, f"too many pixels: {width} x {height}")
                    continue
                picture.draft("L", (1024, 1024))  # a JPEG need not be decoded in full for 64 bits
                _say(str(imagehash.phash(picture)), None)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            _say(None, f"too many pixels: more than {pixels}")
        except MemoryError:
            _say(None, "needs more memory than a picture may have")
        except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, struct.error) as error:
            _say(None, f"is no picture that can be read ({type(error).__name__})")


def _confine() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def _say(phash: str | None, reason: str | None) -> None:
    sys.stdout.write(json.dumps({"phash": phash, "reason": reason}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
