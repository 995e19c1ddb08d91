"""Admin."""

urlpatterns: list = []
