"""Public addresses of consultations and charters, under the language prefix."""

from consultations.views import (
    amendments,
    answering,
    charters,
    contesting,
    following,
    inclusion,
    receipts,
    results,
    telling,
)

app_name = "consultations"

urlpatterns = [
    *answering.urlpatterns,
    *receipts.urlpatterns,
    *contesting.urlpatterns,
    *telling.urlpatterns,
    *inclusion.urlpatterns,
    *results.urlpatterns,
    *charters.urlpatterns,
    *amendments.urlpatterns,
    *following.urlpatterns,
]
