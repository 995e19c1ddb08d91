"""The screens where administrators make, change and delete people."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.bulk_actions import DeleteBulkAction, SetActiveStateBulkAction
from wagtail.users.views.users import CreateView, DeleteView, EditView, IndexView, UserViewSet

from . import privacy
from .models import User
from .people import change_address, invite
from .roles import role_named


def may_manage(actor: User, person: User) -> bool:
    """Whether the actor may change that person: nobody reaches above their own rights."""
    return actor.is_superuser or not person.is_superuser


class RoleChoices(forms.ModelMultipleChoiceField):
    """Groups, shown under the name and the meaning that people know them by."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group) -> str:
        role = role_named(group.name)
        if role is None:
            return group.name
        return _("%(role)s: %(description)s") % {"role": role.title, "description": role.description}


class PersonFormMixin(forms.ModelForm):
    """What both screens ask about a person; ``actor`` is who asks."""

    def __init__(self, *args, actor: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["first_name"].required = False
        self.fields["last_name"].required = False
        self.fields["desks"].widget = forms.CheckboxSelectMultiple(choices=self.fields["desks"].choices)
        groups = self.fields["groups"]
        self.fields["groups"] = RoleChoices(groups.queryset, required=False, label=_("Roles"))
        if "is_superuser" in self.fields and not actor.is_superuser:
            # Shown, so that the screen tells the truth, and deaf to what is posted.
            self.fields["is_superuser"].disabled = True

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        held = EmailAddress.objects.filter(email=email, verified=True).exclude(user_id=self.instance.pk)
        if held.exists():
            raise ValidationError(
                _(
                    "Another person has confirmed this address. Look for them in the list, or use another address."
                )
            )
        return email


class PersonCreationForm(PersonFormMixin, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | {"language", "city", "desks"}

    def save(self, commit=True) -> User:
        self.instance.set_unusable_password()
        return super().save(commit=commit)


class PersonEditForm(PersonFormMixin, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"language", "city", "desks"}

    @transaction.atomic
    def save(self, commit=True) -> User:
        new_address = self.cleaned_data["email"]
        if "email" in self.changed_data and commit:
            # The verb changes the address, tells the old one, and asks the new one to be confirmed.
            self.instance.email = self.initial["email"]
            change_address(self.instance, new_address)
        return super().save(commit=commit)


def roles_of(person: User) -> str:
    """The titles of a person's roles, for a list. No query when their groups are prefetched."""
    roles = (role_named(group.name) for group in person.groups.all())
    return ", ".join(str(role.title) for role in roles if role is not None)


class PersonIndexView(IndexView):
    """Wagtail's list of people, with what each of them may do in place of a mark for superusers alone."""

    @cached_property
    def columns(self):
        roles = Column("roles", label=_("Roles"), accessor=roles_of, width="25%")
        return [roles if column.name == "is_superuser" else column for column in super().columns]

    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related("groups")


class PersonCreateView(CreateView):
    success_message = _("“%(object)s” can now choose a password: a link has been sent by e-mail.")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "actor": self.request.user}

    @transaction.atomic
    def save_instance(self):
        person = super().save_instance()
        invite(person)
        return person


class PersonEditView(EditView):
    def dispatch(self, request, *args, **kwargs):
        if not may_manage(request.user, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "actor": self.request.user}


class PersonDeleteView(DeleteView):
    @transaction.atomic
    def delete_action(self):
        # The erasure also takes the name out of the log line that Wagtail writes here.
        log(instance=self.object, action="wagtail.delete", user=self.request.user, deleted=True)
        privacy.erase(User.objects.get(pk=self.object.pk))


class PersonViewSet(UserViewSet):
    menu_label = _("People")
    index_view_class = PersonIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    delete_view_class = PersonDeleteView

    def get_form_class(self, for_update=False):
        return PersonEditForm if for_update else PersonCreationForm


class EraseBulkAction(DeleteBulkAction):
    """Deleting several people is erasing each of them, as deleting one is."""

    @classmethod
    @transaction.atomic
    def execute_action(cls, objects, **_kwargs):
        for person in objects:
            privacy.erase(person)
        return len(objects), 0


class ActivateBulkAction(SetActiveStateBulkAction):
    def check_perm(self, obj):
        return super().check_perm(obj) and may_manage(self.request.user, obj)
