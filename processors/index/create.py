"""Templates, indices and aliases of one generation."""

import json
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Final

from elasticsearch import ApiError, BadRequestError

from processors.config import ElasticsearchConfig
from processors.index.aliases import alias_of, aliased_generation
from processors.index.elastic import SearchError, client, said
from processors.index.names import MONTHLY, SINGLE, index_of, is_generation, is_index_of, pattern_of, template_of

PRIORITY: Final = 300  # above the server's own templates


def create_indices(config: ElasticsearchConfig, generation: str, now: datetime | None = None) -> list[str]:
    """Creates what does not exist and returns its names; templates and mappings are brought up to date.

    The aliases are those of the generation that has them, at first the live one. Raises SearchError.
    """
    if not is_generation(generation):
        raise SearchError(
            f"{generation!r} can't be a generation: write small letters, digits, '.', '_' or '-', and no name that begins "
            'with "revisions"'
        )
    created = []
    moment = now or datetime.now(UTC)
    with client(config) as made:
        try:
            aliased = generation == aliased_generation(made)
            for kind in (*MONTHLY, *SINGLE):
                name = template_of(kind, generation)
                content = _content(kind, aliased=aliased)
                if not made.indices.exists_index_template(name=name):
                    created.append(name)
                made.indices.put_index_template(
                    name=name,
                    index_patterns=[pattern_of(kind, generation)],
                    template=content,
                    # A generation's name may begin with another's: the longer one is meant.
                    priority=PRIORITY + len(generation),
                )
                _bring_up_to_date(made, kind, generation, content["mappings"]["properties"])
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


def _bring_up_to_date(made: Any, kind: str, generation: str, properties: dict[str, Any]) -> None:
    """A new field must be known to the indices of past months too: their mapping is strict."""
    found = made.indices.get(index=pattern_of(kind, generation), ignore_unavailable=True, features="mappings")
    names = [name for name in found if is_index_of(name, kind, generation)]
    for name in names:
        try:
            made.indices.put_mapping(index=name, properties=properties)
        except BadRequestError as error:
            raise SearchError(
                f"the index {name} has fields of other types than this version of rasd ({said(error)}): "
                "replay the posts into a new generation"
            ) from error


def _create(made: Any, index: str) -> None:
    try:
        made.indices.create(index=index)
    except BadRequestError as error:
        if "resource_already_exists_exception" not in said(error):
            raise


def _content(kind: str, *, aliased: bool) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(files("schemas").joinpath("elasticsearch", f"{kind}.json").read_text("utf-8"))
    if aliased:
        content["aliases"] = {kind: alias_of(kind)}
    return content
