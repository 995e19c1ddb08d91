"""How the site writes its log: one event a line, ids and never a citizen's words."""

from __future__ import annotations

import structlog


def logging_settings(*, level: str, as_json: bool) -> dict:
    """Django's LOGGING: structlog's renderer over the standard library, as JSON for machines or plain for people."""
    renderer = (
        structlog.processors.JSONRenderer()
        if as_json
        # A plain traceback: the richer ones print local variables, and with them what citizens wrote.
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    )
    shared: list = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processor": renderer,
        "foreign_pre_chain": shared,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},
            "django_tasks": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "faiss": {"level": "WARNING"},
            "wagtail": {"level": "WARNING"},
        },
    }
