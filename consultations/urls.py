"""Public addresses of consultations and charters, under the language prefix."""

from consultations.views import amendments, answering, charters, following, inclusion, receipts, results

app_name = "consultations"

urlpatterns = [
    *answering.urlpatterns,
    *receipts.urlpatterns,
    *inclusion.urlpatterns,
    *results.urlpatterns,
    *charters.urlpatterns,
    *amendments.urlpatterns,
    *following.urlpatterns,
]
