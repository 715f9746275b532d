"""Writes the JSON Schema of each message beside the types; `--check` fails when a file is out of step."""

import sys
from pathlib import Path
from typing import Any

import msgspec

from schemas import messages, operations
from schemas.registry import HERE

PUBLISHED: dict[str, type[Any]] = {
    "post.raw": messages.RawPost,
    "post.analysed": messages.AnalysedPost,
    "post.cluster": messages.ClusterChange,
    "story": messages.Story,
    "alert": messages.Alert,
    "alert.state": operations.AlertState,
    "delivery": operations.Delivery,
    "coverage": operations.Coverage,
    "dead": operations.DeadLetter,
}


def generated() -> dict[Path, bytes]:
    """Each schema file's path and the bytes that it must have."""
    return {
        HERE / "json" / f"{name}.json": msgspec.json.format(msgspec.json.encode(msgspec.json.schema(kind)), indent=2)
        + b"\n"
        for name, kind in PUBLISHED.items()
    }


def main(arguments: list[str]) -> int:
    stale = [path for path, content in generated().items() if not path.exists() or path.read_bytes() != content]
    if "--check" in arguments:
        for path in stale:
            sys.stderr.write(f"{path.relative_to(HERE.parent)} is out of step with messages.py: run `make schemas`\n")
        return 1 if stale else 0
    (HERE / "json").mkdir(exist_ok=True)
    for path in stale:
        path.write_bytes(generated()[path])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
