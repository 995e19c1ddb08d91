"""A site in two languages to look for things in."""

from __future__ import annotations

from tests.cms.trees import trees

__all__ = ["trees"]
