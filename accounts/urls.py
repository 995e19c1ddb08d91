from django.urls import include, path
from django.views.generic import TemplateView

from . import views

urlpatterns = [
    path("", views.AccountHome.as_view(), name="account_home"),
    path("my-data/", views.export, name="account_export"),
    path("close/", views.close, name="account_close"),
    path("closed/", TemplateView.as_view(template_name="accounts/closed.html"), name="account_closed"),
    path("", include("allauth.urls")),
]
