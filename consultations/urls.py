"""Public addresses of consultations and charters, under the language prefix."""

from consultations.views import answering, charters, receipts, results

app_name = "consultations"

urlpatterns = [
    *answering.urlpatterns,
    *receipts.urlpatterns,
    *results.urlpatterns,
    *charters.urlpatterns,
]
