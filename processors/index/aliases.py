"""Which generation the aliases show, and the one step that moves them all to another."""

from typing import Any, Final

from elasticsearch import ApiError, NotFoundError

from processors.config import ElasticsearchConfig
from processors.index.elastic import SearchError, client, said
from processors.index.names import MONTHLY, SINGLE, is_index_of, pattern_of, template_of

KINDS: Final = (*MONTHLY, *SINGLE)
_EVERY: Final = template_of("posts", "")


def alias_of(kind: str) -> dict[str, Any]:
    """What an alias shows: of alerts not those whose story became part of another; the other's alert tells of them."""
    return {"filter": {"bool": {"must_not": {"term": {"superseded": True}}}}} if kind == "alerts" else {}


def aliased_generation(made: Any) -> str:
    """The generation whose new indices get the aliases; "live" where nothing was created yet."""
    for template in _templates(made, f"{_EVERY}*"):
        name = template["name"].removeprefix(_EVERY)
        if "posts" in (template["index_template"].get("template", {}).get("aliases") or {}):
            return str(name)
    return "live"


def _templates(made: Any, pattern: str) -> list[Any]:
    try:
        return list(made.indices.get_index_template(name=pattern)["index_templates"])
    except NotFoundError:
        return []


def move_aliases(config: ElasticsearchConfig, generation: str) -> None:
    """Every alias shows this generation's indices and no other's, from one moment to the next; again changes nothing.

    Raises SearchError if it has no indices.
    """
    with client(config) as made:
        try:
            _mark_templates(made, generation)
            actions = [action for kind in KINDS for action in _actions(made, kind, generation)]
            if actions:
                made.indices.update_aliases(actions=actions)
        except ApiError as error:
            if error.status_code in {401, 403}:
                raise
            raise SearchError(f"Elasticsearch did not move the aliases ({said(error)}): look at its log") from error


def _actions(made: Any, kind: str, generation: str) -> list[dict[str, Any]]:
    existing = made.indices.get(index=pattern_of(kind, generation), ignore_unavailable=True, features="aliases")
    wanted = {name for name in existing if is_index_of(name, kind, generation)}
    if not wanted:
        raise SearchError(
            f"the generation {generation} has no index of {kind}: `rasd replay list` shows those that there are"
        )
    shown = set(made.indices.get_alias(name=kind)) if made.indices.exists_alias(name=kind) else set()
    return [
        *({"remove": {"index": name, "alias": kind}} for name in sorted(shown - wanted)),
        *({"add": {"index": name, "alias": kind, **alias_of(kind)}} for name in sorted(wanted - shown)),
    ]


def _mark_templates(made: Any, generation: str) -> None:
    """An index of a month that is yet to come gets the alias when it is made, if its generation is the one shown."""
    for template in _templates(made, "rasd-*"):
        name, content = template["name"], template["index_template"]
        kind = _kind_of(name)
        aliases = {kind: alias_of(kind)} if kind and name == template_of(kind, generation) else {}
        if kind and (content["template"].get("aliases") or {}) != aliases:
            made.indices.put_index_template(
                name=name,
                index_patterns=content["index_patterns"],
                template={**content["template"], "aliases": aliases},
                priority=content["priority"],
            )


def _kind_of(template: str) -> str | None:
    """`posts-revisions` also begins as `posts` does: the longest name is meant."""
    kinds = [kind for kind in KINDS if template.startswith(template_of(kind, ""))]
    return max(kinds, key=len, default=None)


def drop_indices(config: ElasticsearchConfig, generation: str) -> list[str]:
    """Deletes a generation's indices and templates; gives the names. Raises SearchError if the aliases show it."""
    dropped: list[str] = []
    with client(config) as made:
        if aliased_generation(made) == generation:
            raise SearchError(f"the aliases show the generation {generation}: switch to another before dropping it")
        for kind in KINDS:
            existing = made.indices.get(
                index=pattern_of(kind, generation), ignore_unavailable=True, features="settings"
            )
            for name in [name for name in existing if is_index_of(name, kind, generation)]:
                made.indices.delete(index=name, ignore_unavailable=True)
                dropped.append(name)
            if made.indices.exists_index_template(name=template_of(kind, generation)):
                made.indices.delete_index_template(name=template_of(kind, generation))
    return dropped
