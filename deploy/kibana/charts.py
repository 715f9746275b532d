"""Short ways to say which chart is meant."""

from typing import Any, Final, Literal

from deploy.kibana.objects import Aggregation, Chart, View

Role = Literal["segment", "group", "bucket"]
COUNT: Final = Aggregation("count", "metric")


def terms(field: str, role: Role, label: str, size: int = 15) -> Aggregation:
    return Aggregation(
        "terms",
        role,
        {
            "field": field,
            "size": size,
            "order": "desc",
            "orderBy": "1",
            "otherBucket": False,
            "missingBucket": False,
            "customLabel": label,
        },
    )


def over(field: str, interval: str = "auto") -> Aggregation:
    settings: dict[str, Any] = {"field": field, "interval": interval, "min_doc_count": 1, "extended_bounds": {}}
    return Aggregation(
        "date_histogram", "segment", settings | {"useNormalizedEsInterval": True, "drop_partials": False}
    )


def of(kind: str, field: str, label: str, **settings: Any) -> Aggregation:
    return Aggregation(kind, "metric", {"field": field, "customLabel": label, **settings})


def table(id_: str, title: str, view: View, *aggregations: Aggregation, query: str = "") -> Chart:
    return Chart(f"rasd-{id_}", title, view, "table", aggregations, query)


def over_time(id_: str, title: str, view: View, *aggregations: Aggregation, query: str = "") -> Chart:
    return Chart(f"rasd-{id_}", title, view, "histogram", (COUNT, *aggregations), query)


def number(id_: str, title: str, view: View, query: str = "") -> Chart:
    return Chart(f"rasd-{id_}", title, view, "metric", (COUNT,), query)
