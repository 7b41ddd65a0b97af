"""What those who keep the tree can send."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from shuping.organisations.models import Organisation
from shuping.organisations.rules.layouts import CODE, NAME, TITLE
from shuping.organisations.services import Body
from shuping.refusal import say
from shuping.shell.forms import at_most
from shuping.shell.labels import label
from shuping.wording import cleaned


def _text(words: str, most: int, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=words, max_length=most, required=required)


def _day(words: str, *, required: bool) -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=words, required=required, widget=picker)


class _Form(forms.Form):
    """A form of texts without what nobody sees in them."""

    def clean(self) -> dict[str, Any]:
        """Clean every text as an imported one is."""
        given = super().clean() or {}
        return {
            name: cleaned(value).strip() if isinstance(value, str) else value
            for name, value in given.items()
        }


class _WordsForm(_Form):
    """The words of a body."""

    name = _text(label(say("Name of the body")), NAME, required=False)
    kind = _text(label(say("Kind")), CODE, required=False)
    sector = _text(label(say("Sector")), CODE, required=False)


class ChangeForm(_WordsForm):
    """Other words for a body that stands."""

    def __init__(self, body: Organisation, data: Any = None) -> None:
        """Begin with the words as they are."""
        words = {"name": body.name, "kind": body.kind, "sector": body.sector}
        super().__init__(data, initial=words, auto_id="change_%s")


class AddForm(_WordsForm):
    """A new body below one that stands."""

    code = _text(label(say("Code")), CODE)
    field_order = ("code", "name", "kind", "sector")

    def __init__(self, data: Any = None) -> None:
        """Keep its fields apart from the other forms of the page."""
        super().__init__(data, auto_id="add_%s")

    def below(self, parent: Organisation) -> Body:
        """Return the body as asked for."""
        return Body(parent=parent.code, **self.cleaned_data)


class MoveForm(_Form):
    """Where a body goes."""

    to = forms.CharField(
        label=label(say("Code of the body that it comes under")), max_length=CODE
    )

    def __init__(self, bodies: QuerySet[Organisation], data: Any = None) -> None:
        """Keep its fields apart, and know where a body may go."""
        super().__init__(data, auto_id="move_%s")
        self.bodies = bodies

    def clean(self) -> dict[str, Any]:
        """Find the body that is named."""
        given = super().clean()
        if "to" in given:
            given["to"] = self.bodies.filter(code=given["to"]).first()
            if given["to"] is None:
                self.add_error("to", label(say("There is no such body.")))
        return given


class AppointForm(_Form):
    """Who holds a post from when."""

    title = _text(label(say("Post")), TITLE)
    holder = _text(label(say("Holder")), CODE)
    since = _day(label(say("From")), required=False)
    acting = forms.BooleanField(
        label=label(say("Acting head: a deputy who leads the work")), required=False
    )

    def __init__(self, data: Any = None) -> None:
        """Keep its fields apart from the other forms of the page."""
        super().__init__(data, auto_id="appoint_%s")


class EndForm(forms.Form):
    """The last day of a tenure."""

    until = _day(label(say("Last day")), required=True)


class ListForm(forms.Form):
    """A list as a file."""

    list = forms.FileField(
        label=label(say("The list, as .xlsx or .csv")),
        help_text=label(
            say("At most 20 MB. You see what it would change before it does.")
        ),
        allow_empty_file=True,
        validators=[at_most(20)],
        widget=forms.FileInput(
            attrs={"accept": ".csv,.xlsx,text/csv"},
        ),
    )
