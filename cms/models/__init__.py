"""Pages of the site that no other app owns."""

from .home import HomePage
from .text import TextPage

__all__ = ["HomePage", "TextPage"]
