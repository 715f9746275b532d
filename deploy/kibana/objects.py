"""Saved objects in the form that Kibana 8.9 to 9 exports and imports. Pure.

The versions are of the forms written here, not of a Kibana: a newer one migrates what it imports.
"""

import json
from dataclasses import dataclass, field
from typing import Any, Final, Literal

CORE: Final = "8.8.0"
FORMS: Final = {
    "index-pattern": "8.0.0",
    "search": "8.0.0",
    "visualization": "8.5.0",
    "map": "8.4.0",
    "dashboard": "8.9.0",
}
SOURCE: Final = "kibanaSavedObjectMeta.searchSourceJSON.index"
# Kibana's grid of a dashboard is 48 columns wide.
WIDTH: Final = 48

Object = dict[str, Any]


@dataclass(frozen=True)
class View:
    """A data view: the alias that it reads and the field by which its documents are in time."""

    id: str
    title: str
    name: str
    time: str | None


@dataclass(frozen=True)
class Session:
    """A saved Discover session; `query` is Lucene."""

    id: str
    title: str
    answers: str
    view: View
    query: str
    columns: tuple[str, ...]
    sort: tuple[str, Literal["asc", "desc"]]


@dataclass(frozen=True)
class Aggregation:
    """One of Kibana's own: `kind` and `settings` are as in its saved form; `role` is what it is drawn as."""

    kind: str
    role: str
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Chart:
    """A visualization of aggregations; `query` is Lucene."""

    id: str
    title: str
    view: View
    kind: Literal["histogram", "heatmap", "table", "metric"]
    aggregations: tuple[Aggregation, ...]
    query: str = ""


@dataclass(frozen=True)
class Map:
    """Points on a map, larger where there are more."""

    id: str
    title: str
    view: View
    point: str
    query: str = ""


@dataclass(frozen=True)
class Note:
    """A few lines that say how to read a dashboard."""

    id: str
    title: str
    text: str


Panel = Session | Chart | Map | Note


@dataclass(frozen=True)
class Dashboard:
    """Rows of panels; those of a row share its width and have its height."""

    id: str
    title: str
    answers: str
    rows: tuple[tuple[int, tuple[Panel, ...]], ...]
    since: str = "now-7d"


def _saved(kind: str, id_: str, attributes: dict[str, Any], references: list[dict[str, str]]) -> Object:
    return {
        "attributes": attributes,
        "coreMigrationVersion": CORE,
        "id": id_,
        "managed": False,
        "references": references,
        "type": kind,
        "typeMigrationVersion": FORMS[kind],
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _source(query: str, *, of_a_view: bool = True) -> dict[str, str]:
    source: dict[str, Any] = {"query": {"query": query, "language": "lucene"}, "filter": []}
    return {"searchSourceJSON": _json(source | ({"indexRefName": SOURCE} if of_a_view else {}))}


def _of(view: View, name: str = SOURCE) -> dict[str, str]:
    return {"name": name, "type": "index-pattern", "id": view.id}


def view_object(view: View) -> Object:
    attributes = {"title": view.title, "name": view.name, "sourceFilters": "[]", "runtimeFieldMap": "{}"}
    attributes |= {"fieldFormatMap": "{}", "fieldAttrs": "{}", "fields": "[]", "typeMeta": "{}"}
    return _saved("index-pattern", view.id, attributes | ({"timeFieldName": view.time} if view.time else {}), [])


def session_object(session: Session) -> Object:
    attributes = {
        "title": session.title,
        "description": session.answers,
        "columns": list(session.columns),
        "sort": [list(session.sort)],
        "grid": {},
        "hideChart": False,
        "isTextBasedQuery": False,
        "timeRestore": False,
        "kibanaSavedObjectMeta": _source(session.query),
    }
    return _saved("search", session.id, attributes, [_of(session.view)])


def chart_object(chart: Chart) -> Object:
    aggregations = [
        {"id": str(number), "enabled": True, "type": each.kind, "schema": each.role, "params": each.settings}
        for number, each in enumerate(chart.aggregations, start=1)
    ]
    state = {"title": chart.title, "type": chart.kind, "aggs": aggregations, "params": _drawn(chart)}
    return _visualization(chart.id, chart.title, state, _source(chart.query), [_of(chart.view)])


def note_object(note: Note) -> Object:
    params = {"markdown": note.text, "fontSize": 12, "openLinksInNewTab": False}
    state = {"title": note.title, "type": "markdown", "aggs": [], "params": params}
    return _visualization(note.id, note.title, state, _source("", of_a_view=False), [])


def _visualization(
    id_: str, title: str, state: dict[str, Any], source: dict[str, str], references: list[dict[str, str]]
) -> Object:
    attributes = {"title": title, "description": "", "visState": _json(state), "uiStateJSON": "{}", "version": 1}
    return _saved("visualization", id_, attributes | {"kibanaSavedObjectMeta": source}, references)


def _drawn(chart: Chart) -> dict[str, Any]:
    """What a kind of chart needs besides its aggregations."""
    common = {"addTooltip": True, "addLegend": True, "legendPosition": "right"}
    if chart.kind == "table":
        return {"perPage": 15, "showPartialRows": False, "showMetricsAtAllLevels": False, "showTotal": False}
    if chart.kind == "metric":
        label = {"labels": {"show": True}, "style": {"bgFill": "#000", "bgColor": False, "fontSize": 48}}
        return {
            "type": "metric",
            "addTooltip": True,
            "addLegend": False,
            "metric": {"metricColorMode": "None", **label},
        }
    if chart.kind == "heatmap":
        colours = {"colorsNumber": 6, "colorSchema": "Reds", "setColorRange": False, "colorsRange": []}
        axis = {"show": False, "scale": {"type": "linear", "defaultYExtents": False}, "id": "ValueAxis-1"}
        axis |= {"type": "value", "labels": {"show": True, "rotate": 0, "color": "black"}}
        return {"type": "heatmap", **common, **colours, "enableHover": True, "times": [], "valueAxes": [axis]}
    scale = {"id": "ValueAxis-1", "name": "LeftAxis-1", "type": "value", "position": "left", "show": True, "title": {}}
    scale |= {"scale": {"type": "linear", "mode": "normal"}, "labels": {"show": True}, "style": {}}
    line = {"id": "CategoryAxis-1", "type": "category", "position": "bottom", "show": True, "title": {}, "style": {}}
    line |= {"scale": {"type": "linear"}, "labels": {"show": True, "truncate": 100}}
    series = {"show": True, "type": "histogram", "mode": "stacked", "valueAxis": "ValueAxis-1"}
    series |= {"data": {"id": "1", "label": "Count"}, "drawLinesBetweenPoints": True, "showCircles": True}
    axes = {"categoryAxes": [line], "valueAxes": [scale], "seriesParams": [series], "grid": {"categoryLines": False}}
    return {"type": "histogram", **common, **axes, "times": [], "addTimeMarker": False}


def map_object(made: Map) -> Object:
    source = {
        "id": f"{made.id}-source",
        "type": "ES_GEO_GRID",
        "indexPatternRefName": "layer_1_source_index_pattern",
        "geoField": made.point,
        "requestType": "point",
        "resolution": "FINE",
        "metrics": [{"type": "count"}],
        "applyGlobalQuery": True,
        "applyGlobalTime": True,
        "applyForceRefresh": True,
    }
    count = {"field": {"name": "doc_count", "origin": "source"}, "fieldMetaOptions": {"isEnabled": True, "sigma": 3}}
    looks = {
        "fillColor": {"type": "STATIC", "options": {"color": "#B03A2E"}},
        "lineColor": {"type": "STATIC", "options": {"color": "#FFFFFF"}},
        "lineWidth": {"type": "STATIC", "options": {"size": 1}},
        "iconSize": {"type": "DYNAMIC", "options": {"minSize": 8, "maxSize": 34, **count}},
        "labelText": {"type": "DYNAMIC", "options": {"field": count["field"]}},
    }
    common = {"visible": True, "minZoom": 0, "maxZoom": 24}
    layers = [
        {
            **common,
            "id": f"{made.id}-ground",
            "type": "EMS_VECTOR_TILE",
            "alpha": 1,
            "label": "Road map (from Elastic's map service)",
            "sourceDescriptor": {"type": "EMS_TMS", "isAutoSelect": True, "lightModeDefault": "road_map_desaturated"},
            "style": {"type": "EMS_VECTOR_TILE", "color": ""},
        },
        {
            **common,
            "id": f"{made.id}-points",
            "type": "GEOJSON_VECTOR",
            "alpha": 0.75,
            "label": made.title,
            "joins": [],
            "query": {"query": made.query, "language": "lucene"},
            "sourceDescriptor": source,
            "style": {"type": "VECTOR", "isTimeAware": True, "properties": looks},
        },
    ]
    state = {
        "zoom": 5,
        "center": {"lat": 33.0, "lon": 44.0},
        "filters": [],
        "query": {"query": "", "language": "lucene"},
    }
    attributes = {"title": made.title, "description": "", "layerListJSON": _json(layers), "mapStateJSON": _json(state)}
    return _saved("map", made.id, attributes | {"uiStateJSON": "{}"}, [_of(made.view, "layer_1_source_index_pattern")])


KINDS: Final[dict[type[Any], str]] = {Session: "search", Chart: "visualization", Note: "visualization", Map: "map"}


def dashboard_object(dashboard: Dashboard) -> Object:
    panels: list[dict[str, Any]] = []
    references: list[dict[str, str]] = []
    top = 0
    for height, row in dashboard.rows:
        wide = WIDTH // len(row)
        for place, panel in enumerate(row):
            number = str(len(panels) + 1)
            grid = {"x": place * wide, "y": top, "w": wide, "h": height, "i": number}
            kind = KINDS[type(panel)]
            panels.append(
                {
                    "type": kind,
                    "panelIndex": number,
                    "panelRefName": f"panel_{number}",
                    "gridData": grid,
                    "embeddableConfig": {"enhancements": {}},
                    "title": panel.title,
                }
            )
            references.append({"name": f"{number}:panel_{number}", "type": kind, "id": panel.id})
        top += height
    options = {
        "useMargins": True,
        "syncColors": False,
        "syncCursor": True,
        "syncTooltips": False,
        "hidePanelTitles": False,
    }
    attributes = {
        "title": dashboard.title,
        "description": dashboard.answers,
        "panelsJSON": _json(panels),
        "optionsJSON": _json(options),
        "timeRestore": True,
        "timeFrom": dashboard.since,
        "timeTo": "now",
        "refreshInterval": {"pause": False, "value": 30_000},
        "version": 1,
        "kibanaSavedObjectMeta": _source("", of_a_view=False),
    }
    return _saved("dashboard", dashboard.id, attributes, references)
