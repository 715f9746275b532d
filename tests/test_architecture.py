"""The direction of imports: schemas ← ingest, processors, deploy ← rasd."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"rasd", "schemas", "ingest", "processors", "deploy"}
MAY_IMPORT = {
    "schemas": set(),
    "ingest": {"schemas"},
    "processors": {"schemas"},
    "deploy": {"schemas"},
    "rasd": OURS,
}
LONGEST_MODULE = 300


def modules():
    return sorted(path for package in OURS for path in (ROOT / package).rglob("*.py"))


def imported_by(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_in_the_allowed_direction(path):
    package = path.relative_to(ROOT).parts[0]
    taken = {name.split(".")[0] for name in imported_by(path)} & OURS
    assert taken <= MAY_IMPORT[package] | {package}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_enough_to_read(path):
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_stage_catches_everything(path):
    if path.relative_to(ROOT) == Path("processors/stage.py"):
        return
    broad = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    ]
    assert broad == []
