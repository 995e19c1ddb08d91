"""Addresses of the night of debates that people read, each below a language; `debates.machine_urls` has the others."""

from __future__ import annotations

from debates.desks import urls as desks
from debates.exchanging import urls as exchanging
from debates.finding import urls as finding
from debates.gatherings import urls as gatherings
from debates.hosting import urls as hosting
from debates.importing import urls as importing
from debates.programme import urls as programme
from debates.registering import urls as registering
from debates.reporting import urls as reporting
from debates.tonight import urls as tonight

app_name = "debates"
urlpatterns = [
    *hosting.patterns,
    *exchanging.patterns,
    *importing.patterns,
    *desks.patterns,
    *registering.patterns,
    *tonight.patterns,
    *reporting.patterns,
    *gatherings.patterns,
    *programme.patterns,
    *finding.patterns,
]
