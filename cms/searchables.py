"""What may be found on the site; imported by the search app when the site starts."""

from __future__ import annotations

from cms.conferences import searching as recommendations
from cms.searching import pages, records

pages.register()
records.register()
recommendations.register()
