"""`python -m deploy.local up|down|status|purge --data DIR`: the local stack without the rest of rasd."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from deploy.local import stack
from deploy.local.layout import default_cache
from deploy.local.report import Progress, StackError

INTERRUPTED = 130


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.local", description=__doc__)
    parser.add_argument("action", choices=["up", "down", "status", "purge"])
    parser.add_argument("--data", type=Path, required=True, help="folder of this stack")
    parser.add_argument("--cache", type=Path, help="folder of downloads")
    parser.add_argument("--elasticsearch-home", type=Path, help="an Elasticsearch 9 that you unpacked")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    try:
        if options.action == "up":
            cache = options.cache or default_cache()
            stack.up(options.data, cache, report=_say, elasticsearch_home=options.elasticsearch_home)
        elif options.action == "down":
            stack.down(options.data, report=_say)
        elif options.action == "purge":
            stack.purge(options.data, report=_say)
        found = stack.status(options.data).as_dict()
    except StackError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED
    if options.json:
        print(json.dumps(found))
    else:
        print("\n".join(f"{name:28} {'' if value is None else value}" for name, value in found.items()))
    return 0


_said: dict[str, int] = {}


def _say(progress: Progress) -> None:
    """A line for each step, and one for every 100 MB of a long one."""
    name = f"{progress.step}: {progress.what}"
    mark = -1 if progress.done is None else progress.done // 100_000_000
    if progress.done is None or _said.get(name) != mark:
        print(progress, file=sys.stderr, flush=True)
    _said[name] = mark


if __name__ == "__main__":
    sys.exit(main())
