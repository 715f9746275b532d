"""Templates, indices and aliases of one generation."""

import json
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Final

from elasticsearch import ApiError, BadRequestError

from processors.config import ElasticsearchConfig
from processors.index.elastic import SearchError, client, said
from processors.index.names import MONTHLY, SINGLE, index_of, template_of

PRIORITY: Final = 300  # above the server's own templates


def create_indices(config: ElasticsearchConfig, generation: str, now: datetime | None = None) -> list[str]:
    """Creates what does not exist and returns its names; templates are brought up to date.

    Only the live generation gets the aliases. Raises SearchError.
    """
    created = []
    moment = now or datetime.now(UTC)
    with client(config) as made:
        try:
            for kind in (*MONTHLY, *SINGLE):
                name = template_of(kind, generation)
                if not made.indices.exists_index_template(name=name):
                    created.append(name)
                made.indices.put_index_template(name=name, **_template(kind, generation))
                index = index_of(kind, generation, moment.isoformat())
                if not made.indices.exists(index=index):
                    _create(made, index)
                    created.append(index)
        except ApiError as error:
            if error.status_code in {401, 403}:
                raise
            raise SearchError(
                f"Elasticsearch refused to create its indices ({said(error)}): look at its log"
            ) from error
    return created


def _create(made: Any, index: str) -> None:
    try:
        made.indices.create(index=index)
    except BadRequestError as error:
        if "resource_already_exists_exception" not in said(error):
            raise


def _template(kind: str, generation: str) -> dict[str, Any]:
    content = json.loads(files("schemas").joinpath("elasticsearch", f"{kind}.json").read_text("utf-8"))
    pattern = f"{kind}-{generation}-*" if kind in MONTHLY else f"{kind}-{generation}"
    if generation == "live":
        content["aliases"] = {kind: {}}
    return {"index_patterns": [pattern], "template": content, "priority": PRIORITY}
