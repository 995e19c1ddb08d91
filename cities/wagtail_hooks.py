"""The cities' screens in Wagtail's admin: seen and used by whoever holds the models' permissions."""

from __future__ import annotations

from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from .forms import CityForm
from .models import City, District


class UnusedDeleteView(DeleteView):
    """Delete what nothing refers to; say so, instead of failing, when something does."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(
                self.request,
                _(
                    "“%(name)s” is in use by consultations or contributions, so it stays. "
                    "If its name is wrong, change it."
                )
                % {"name": self.object},
            )
            return redirect(self.get_success_url())


class DistrictIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("city")


class CityViewSet(ModelViewSet):
    model = City
    icon = "globe"
    menu_label = _("Cities")
    list_display = ["__str__", "slug", "time_zone", "minimum_age"]
    search_fields = ["slug"]
    copy_view_enabled = False
    delete_view_class = UnusedDeleteView
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("name"), FieldPanel("slug"), FieldPanel("languages")], heading=_("City")
            ),
            MultiFieldPanel(
                [FieldPanel("time_zone"), FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])],
                heading=_("Clock and map"),
            ),
            MultiFieldPanel(
                [FieldPanel("minimum_age"), FieldPanel("legal_notice"), FieldPanel("contact_email")],
                heading=_("Law and contact"),
            ),
        ],
        base_form_class=CityForm,
    )


class DistrictViewSet(ModelViewSet):
    model = District
    icon = "site"
    menu_label = _("Districts")
    index_view_class = DistrictIndexView
    list_display = ["__str__", "code", "city"]
    list_filter = ["city"]
    search_fields = ["code"]
    copy_view_enabled = False
    delete_view_class = UnusedDeleteView
    form_fields = ["city", "code", "name", "position"]


class CitiesGroup(ModelViewSetGroup):
    menu_label = _("Cities")
    menu_icon = "globe"
    menu_order = 500
    items = (CityViewSet, DistrictViewSet)


@hooks.register("register_admin_viewset")
def register_cities():
    return CitiesGroup()
