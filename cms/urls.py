"""Public addresses of the site that are no pages of Wagtail's, below that of the language. This file only lists."""

from __future__ import annotations

from cms.conferences import addresses as conferences
from cms.contacting import views as contacting
from cms.guide import districts, takings
from cms.letters import views as letters
from cms.lottery import views as lottery
from cms.searching import views as searching

app_name = "cms"
urlpatterns = [
    *conferences.urlpatterns,
    *contacting.urlpatterns,
    *districts.urlpatterns,
    *letters.urlpatterns,
    *lottery.urlpatterns,
    *searching.urlpatterns,
    *takings.urlpatterns,
]
