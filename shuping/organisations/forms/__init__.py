"""What administrators can send."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from shuping.accounts.models import Person
from shuping.charter import DUTIES, Duty
from shuping.organisations.models import Organisation
from shuping.organisations.services import Body
from shuping.organisations.services.people import Newcomer
from shuping.refusal import say
from shuping.shell.labels import choices, label

_PASSWORD_HELP = say("At least ten characters, not only digits.")


class PersonForm(forms.Form):
    """A new account."""

    username = forms.CharField(label=label(say("User name")), max_length=64)
    name = forms.CharField(label=label(say("Name")), max_length=64, required=False)
    password = forms.CharField(
        label=label(say("First password")),
        help_text=label(_PASSWORD_HELP),
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def newcomer(self) -> Newcomer:
        """Return the account as asked for."""
        return Newcomer(**self.cleaned_data)


class CommitteeForm(forms.Form):
    """The first committee of an installation."""

    code = forms.SlugField(label=label(say("Code of the committee")), max_length=64)
    body = forms.CharField(label=label(say("Name of the committee")), max_length=200)
    three = forms.BooleanField(
        label=label(say("Three administrators share the keys")),
        help_text=label(
            say(
                "One keeps the accounts, one gives the duties, one reads the journal. "
                "Otherwise the first does all three."
            )
        ),
        required=False,
    )

    def committee(self) -> Body:
        """Return the committee as the root of the tree."""
        return Body(self.cleaned_data["code"], "", self.cleaned_data["body"])


class DutyForm(forms.Form):
    """A duty for a person at a body."""

    username = forms.CharField(label=label(say("User name")), max_length=64)
    duty = forms.TypedChoiceField(
        label=label(say("Duty")), coerce=Duty, choices=choices(DUTIES)
    )
    code = forms.CharField(label=label(say("Code of the body")), max_length=64)

    def __init__(
        self, bodies: QuerySet[Organisation], data: Mapping[str, Any] | None = None
    ) -> None:
        """Keep its fields apart from those of a new account on the same page."""
        super().__init__(data, auto_id="duty_%s")
        self.bodies = bodies

    def clean(self) -> dict[str, Any]:
        """Find the person and the body that are named."""
        cleaned = super().clean() or {}
        person = Person.objects.filter(username=cleaned.pop("username", "")).first()
        body = self.bodies.filter(code=cleaned.pop("code", "")).first()
        if person is None:
            self.add_error("username", label(say("There is no such person.")))
        if body is None:
            self.add_error("code", label(say("There is no such body.")))
        return cleaned | {"person": person, "organisation": body}
