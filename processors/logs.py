"""Logs of every process: one line an event, JSON or readable, with hostile text escaped."""

import logging
import sys
from collections.abc import Callable, MutableMapping
from typing import Any, Literal

import stamina
import structlog

Format = Literal["auto", "json", "console"]
# Faust's and Kafka's own news is noise on a good day.
QUIET = ("faust", "mode", "aiokafka", "kafka", "telethon", "elastic_transport", "asyncio")
# It logs whole addresses of targets, which hold tokens and passwords.
SECRETIVE = "apprise"


def escape(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Control characters of a post never reach a terminal through the log."""
    return {key: _printable(value) if isinstance(value, str) else value for key, value in event.items()}


def _printable(text: str) -> str:
    # Newlines stay: our own tracebacks have them, and the JSON form escapes them anyway.
    return "".join(
        character if character.isprintable() or character == "\n" else character.encode("unicode_escape").decode()
        for character in text
    )


def _trying_again(details: stamina.instrumentation.RetryDetails) -> None:
    """stamina would log the arguments too, which hold clients and post text."""
    structlog.get_logger("rasd.retries").info(
        "trying again", what=details.name, reason=str(details.caused_by)[:200], in_s=round(details.wait_for, 1)
    )


def configure_logs(level: str = "info", form: Format = "auto") -> None:
    """Everything to standard error. `auto` is readable on a terminal and JSON elsewhere."""
    readable = form == "console" or (form == "auto" and sys.stderr.isatty())
    shared: list[Callable[..., Any]] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        escape,
    ]
    renderer: Any = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()) if readable else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    stamina.instrumentation.set_on_retry_hooks([_trying_again])
    logging.getLogger(SECRETIVE).setLevel(logging.CRITICAL + 1)
