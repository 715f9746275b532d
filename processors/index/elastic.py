"""Elasticsearch as rasd uses it: one client, and errors that say what to do."""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, Final

import stamina
from elasticsearch import (
    ApiError,
    AsyncElasticsearch,
    AuthenticationException,
    AuthorizationException,
    ConnectionError,  # noqa: A004  # the library's own name
    Elasticsearch,
    NotFoundError,
    SSLError,
    UnsupportedProductError,
)

from processors.config import ElasticsearchConfig
from schemas.errors import Explained

LIMIT_S: Final = 30.0
# An index of a new month opens while it is asked for.
OPENS_S: Final = 20.0
PAGE: Final = 5_000


class SearchError(Explained):
    """Elasticsearch can't be used as it is; the text ends with the remedy."""


def options(config: ElasticsearchConfig) -> dict[str, Any]:
    """What both clients are made with. Raises SearchError if a secret's file can't be read."""
    made: dict[str, Any] = {"hosts": [config.url], "request_timeout": LIMIT_S, "max_retries": 0}
    if config.ca:
        made["ca_certs"] = str(config.ca)
    try:
        if config.api_key_file:
            made["api_key"] = config.api_key_file.read_text("utf-8").strip()
        elif config.user and config.password_file:
            made["basic_auth"] = (config.user, config.password_file.read_text("utf-8").strip())
    except OSError as error:
        raise SearchError(
            f"{error.filename} can't be read ({error.strerror}): correct the path or its rights"
        ) from error
    if config.ca and not config.ca.exists():
        raise SearchError(
            f"{config.ca} does not exist: set RASD_ELASTICSEARCH_CA to the file of the server's authority"
        )
    return made


def connect(config: ElasticsearchConfig) -> AsyncElasticsearch:
    return AsyncElasticsearch(**options(config))


@contextmanager
def explained(config: ElasticsearchConfig) -> Iterator[None]:
    """Turns the client's errors into SearchError."""
    try:
        yield
    except AuthenticationException as error:
        raise SearchError(
            f"Elasticsearch at {config.url} refuses the password of {config.user or 'this key'}: correct RASD_ELASTICSEARCH_USER "
            "and RASD_ELASTICSEARCH_PASSWORD_FILE (or RASD_ELASTICSEARCH_API_KEY_FILE)"
        ) from error
    except AuthorizationException as error:
        raise SearchError(
            f"Elasticsearch lets {config.user or 'this key'} not do that ({error.message}): give it the right"
        ) from error
    except SSLError as error:
        raise SearchError(
            f"the certificate of {config.url} is not trusted: set RASD_ELASTICSEARCH_CA to the authority that signed it"
        ) from error
    except UnsupportedProductError as error:
        raise SearchError(f"what answers at {config.url} is not Elasticsearch: correct RASD_ELASTICSEARCH") from error
    except ConnectionError as error:
        raise SearchError(
            f"no Elasticsearch answers at {config.url}: start it (`rasd stack up`), or correct RASD_ELASTICSEARCH"
        ) from error


@contextmanager
def client(config: ElasticsearchConfig) -> Iterator[Elasticsearch]:
    """A client for one piece of work of the command line. Raises SearchError."""
    with explained(config), Elasticsearch(**options(config)) as made:
        yield made


def count_posts(config: ElasticsearchConfig) -> int:
    """Posts that can be read through the alias; 0 if there is no alias yet."""
    return count(config, "posts")


def _opening(error: Exception) -> bool:
    return isinstance(error, ApiError) and error.status_code == 503


@stamina.retry(on=_opening, attempts=None, timeout=OPENS_S)
def count(config: ElasticsearchConfig, alias: str) -> int:
    """Documents that can be read through an alias; 0 if there is no alias yet. Raises SearchError."""
    with client(config) as made:
        try:
            return int(made.count(index=alias)["count"])
        except NotFoundError:
            return 0


@stamina.retry(on=_opening, attempts=None, timeout=OPENS_S)
def posts_present(config: ElasticsearchConfig, ids: Collection[str]) -> set[str]:
    """Those of the ids that can be read through the alias `posts` now. Raises SearchError."""
    found: set[str] = set()
    wanted = sorted(ids)
    with client(config) as made:
        for start in range(0, len(wanted), PAGE):
            page = wanted[start : start + PAGE]
            try:
                made.indices.refresh(index="posts")
                answer = made.search(index="posts", query={"ids": {"values": page}}, size=len(page), source=False)
            except NotFoundError:
                return set()
            found |= {hit["_id"] for hit in answer["hits"]["hits"]}
    return found


def said(error: ApiError) -> str:
    """Elasticsearch's own reason."""
    return json.dumps(error.body)[:500] if error.body else error.message
