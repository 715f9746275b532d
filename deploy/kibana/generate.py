"""Writes Kibana's files from sessions.py and dashboards.py; `--check` fails when one is out of step."""

import json
import sys
from pathlib import Path
from typing import Any, Final

from deploy.kibana.dashboards import DASHBOARDS, ON_CALL, panels
from deploy.kibana.objects import (
    Chart,
    Map,
    Note,
    Object,
    chart_object,
    dashboard_object,
    map_object,
    note_object,
    session_object,
    view_object,
)
from deploy.kibana.sessions import POSTS, SESSIONS, VIEWS

HERE: Final = Path(__file__).parent
OBJECTS: Final = HERE / "rasd.ndjson"
SPACE: Final = HERE / "space.json"


def objects() -> list[Object]:
    """Every saved object, what is referred to before what refers."""
    made = [view_object(view) for view in VIEWS]
    made += [session_object(session) for session in SESSIONS]
    for panel in panels():
        if isinstance(panel, Chart):
            made.append(chart_object(panel))
        elif isinstance(panel, Map):
            made.append(map_object(panel))
        elif isinstance(panel, Note):
            made.append(note_object(panel))
    return made + [dashboard_object(each) for each in DASHBOARDS]


def space() -> dict[str, Any]:
    """The space, and its settings: the times of the people whom it is about."""
    return {
        "space": {
            "id": "rasd",
            "name": "rasd",
            "description": "Channels of militias: who claimed what, under which façade, and who said it first.",
            "disabledFeatures": [],
        },
        "settings": {
            "dateFormat:tz": "Asia/Baghdad",
            "dateFormat": "YYYY-MM-DD HH:mm:ss",
            "search:queryLanguage": "lucene",
            "defaultIndex": POSTS.id,
            "defaultRoute": f"/app/dashboards#/view/{ON_CALL.id}",
            "timepicker:timeDefaults": json.dumps({"from": "now-7d", "to": "now"}),
        },
    }


def files() -> dict[Path, str]:
    """Each file and the text that it must have."""
    lines = "".join(json.dumps(each, ensure_ascii=False, sort_keys=True) + "\n" for each in objects())
    return {OBJECTS: lines, SPACE: json.dumps(space(), ensure_ascii=False, indent=2) + "\n"}


def main(arguments: list[str]) -> int:
    stale = [path for path, text in files().items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in arguments:
        for path in stale:
            print(f"deploy/kibana/{path.name} is out of step: run `make schemas`", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.write_text(files()[path], "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
