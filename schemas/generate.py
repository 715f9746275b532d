"""Writes the JSON Schema of each message and the mapping of each document; `--check` fails when a file is out of step."""

import sys
from pathlib import Path
from typing import Any

import msgspec

from schemas import alerts, evidence, messages, operations
from schemas.mapping import DOCUMENTS, template
from schemas.registry import HERE

PUBLISHED: dict[str, type[Any]] = {
    "post.raw": messages.RawPost,
    "post.analysed": messages.AnalysedPost,
    "post.cluster": messages.ClusterChange,
    "story": messages.Story,
    "alert": alerts.Alert,
    "alert.state": operations.AlertState,
    "delivery": operations.Delivery,
    "silence": operations.Silence,
    "coverage": operations.Coverage,
    "dead": operations.DeadLetter,
    "generation": operations.Generation,
    "running": operations.Running,
    "evidence.root": evidence.SignedRoot,
    "evidence.statement": evidence.Statement,
}


def generated() -> dict[Path, bytes]:
    """Each generated file's path and the bytes that it must have."""
    schemas = {HERE / "json" / f"{name}.json": _file(msgspec.json.schema(kind)) for name, kind in PUBLISHED.items()}
    return schemas | {HERE / "elasticsearch" / f"{kind}.json": _file(template(kind)) for kind in DOCUMENTS}


def _file(content: dict[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def main(arguments: list[str]) -> int:
    stale = [path for path, content in generated().items() if not path.exists() or path.read_bytes() != content]
    if "--check" in arguments:
        for path in stale:
            sys.stderr.write(f"{path.relative_to(HERE.parent)} is out of step with the types: run `make schemas`\n")
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(generated()[path])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
