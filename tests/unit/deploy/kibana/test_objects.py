"""Kibana's files: in step with their source, whole in themselves, and only of fields that our mapping has."""

import json
import re

import pytest

from deploy.kibana.dashboards import DASHBOARDS
from deploy.kibana.generate import files, objects, space
from deploy.kibana.objects import Chart, Map, Session
from deploy.kibana.sessions import SESSIONS, VIEWS
from schemas.mapping import template

OBJECTS = objects()
BY_ID = {(each["type"], each["id"]): each for each in OBJECTS}
PANELS = [panel for each in DASHBOARDS for _, row in each.rows for panel in row]
CHARTS = [panel for panel in PANELS if isinstance(panel, Chart)]


def fields(kind):
    """Every field that a query can name, with its type."""

    def walk(properties, prefix=""):
        for name, field in properties.items():
            if field.get("type"):
                yield prefix + name, field["type"]
            for sub, made in field.get("fields", {}).items():
                yield f"{prefix}{name}.{sub}", made["type"]
            yield from walk(field.get("properties", {}), f"{prefix}{name}.")

    return dict(walk(template(kind)["mappings"]["properties"]))


def named_in(query):
    """Fields that a Lucene query names."""
    return set(re.findall(r"_exists_:([\w.]+)", query)) | set(re.findall(r"(?<![\w.])([a-z][\w.]*):", query))


def test_the_files_are_what_the_script_writes():
    assert [path.name for path, text in files().items() if path.read_text("utf-8") != text] == []


def test_writing_again_gives_the_same_bytes():
    assert objects() == OBJECTS


def test_every_id_is_fixed_and_used_once():
    assert len(BY_ID) == len(OBJECTS)
    assert all(re.fullmatch(r"rasd-[a-z-]+", id_) for _, id_ in BY_ID)


def test_every_reference_resolves_to_an_object_that_stands_before_it():
    seen = set()
    for each in OBJECTS:
        for reference in each["references"]:
            assert (reference["type"], reference["id"]) in seen, each["id"]
        seen.add((each["type"], each["id"]))


def test_every_reference_by_name_is_made():
    for each in OBJECTS:
        names = {reference["name"] for reference in each["references"]}
        text = json.dumps(each["attributes"])
        for name in re.findall(r'(?:indexRefName|indexPatternRefName)\\*": \\*"([\w.]+)', text):
            assert name in names, each["id"]
        if each["type"] == "dashboard":
            for panel in json.loads(each["attributes"]["panelsJSON"]):
                assert f"{panel['panelIndex']}:{panel['panelRefName']}" in names


def test_there_are_the_sessions_dashboards_map_and_heat_map_that_were_asked_for():
    assert len(SESSIONS) >= 10
    assert [each.id for each in DASHBOARDS] == ["rasd-on-call", "rasd-statements", "rasd-facades", "rasd-health"]
    assert any(isinstance(panel, Map) for panel in PANELS)
    heat = next(chart for chart in CHARTS if chart.kind == "heatmap")
    assert {each.settings.get("field") for each in heat.aggregations} >= {"places.committee", "claim.brands"}


def test_the_space_has_the_time_of_baghdad_and_the_language_of_the_queries():
    assert space()["settings"]["dateFormat:tz"] == "Asia/Baghdad"
    assert space()["settings"]["search:queryLanguage"] == "lucene"
    assert ("index-pattern", space()["settings"]["defaultIndex"]) in BY_ID


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.id)
def test_a_view_reads_an_alias_and_has_a_time_that_is_one(view):
    assert view.time is None or fields(view.title)[view.time] == "date"


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.id)
def test_a_session_names_only_fields_of_our_mapping(session):
    known = fields(session.view.title)
    wanted = {*named_in(session.query), *session.columns, session.sort[0]}
    assert wanted <= set(known), wanted - set(known)
    assert named_in(session.query)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.id)
def test_a_chart_aggregates_only_what_can_be(chart):
    known = fields(chart.view.title)
    assert named_in(chart.query) <= set(known)
    for each in chart.aggregations:
        if field := each.settings.get("field"):
            wanted = {"date_histogram": {"date"}, "terms": {"keyword", "long", "boolean"}}.get(each.kind)
            assert known[field] in (wanted or {"keyword", "long", "double", "date"}), field


def test_the_map_draws_points():
    made = next(panel for panel in PANELS if isinstance(panel, Map))
    assert fields(made.view.title)[made.point] == "geo_point"


def test_panels_of_a_dashboard_do_not_overlap():
    for dashboard in DASHBOARDS:
        made = BY_ID["dashboard", dashboard.id]
        taken = set()
        for panel in json.loads(made["attributes"]["panelsJSON"]):
            grid = panel["gridData"]
            cells = {
                (x, y) for x in range(grid["x"], grid["x"] + grid["w"]) for y in range(grid["y"], grid["y"] + grid["h"])
            }
            assert not cells & taken
            assert grid["x"] + grid["w"] <= 48
            taken |= cells


def test_a_session_on_a_dashboard_is_one_of_the_sessions():
    assert all(panel in SESSIONS for panel in PANELS if isinstance(panel, Session))
