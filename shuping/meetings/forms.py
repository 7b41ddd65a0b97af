"""What is sent of a meeting: its plan, groups, points, words, comments."""

from typing import Any, TypeVar, cast

from django import forms
from django.db.models import QuerySet

from shuping.meetings.models import Group, Meeting, Point
from shuping.meetings.rules import KINDS, ROLES, SCOPES, Kind, Scope, lines
from shuping.meetings.services import Drafted, MeetingPlan, PointPlan, Seats, Words
from shuping.refusal import Words as Sentence
from shuping.refusal import say
from shuping.rounds.models import Reporter, Round
from shuping.rounds.queries import scheme_of
from shuping.shell.labels import choices, label

_LONG = 5000
MOST_ROWS = 500
Row = TypeVar("Row", bound=forms.Form)


def _short(
    words: Sentence, *, most: int = 200, required: bool = False
) -> forms.CharField:
    return forms.CharField(label=label(words), max_length=most, required=required)


def _long(
    words: Sentence,
    *,
    rows: int = 5,
    required: bool = False,
    why: Sentence | None = None,
) -> forms.CharField:
    return forms.CharField(
        label=label(words),
        max_length=_LONG,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=label(why) if why else "",
    )


class _Edition(forms.Form):
    """A form over what stood when it was opened."""

    edition = forms.CharField(required=False, widget=forms.HiddenInput)


class MeetingForm(_Edition):
    """When, where and with whom a meeting is, and its agenda."""

    title = _short(say("Title"), required=True)
    date = forms.DateField(
        label=label(say("Date")),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    place = _short(say("Place"))
    chair = _short(say("Who chairs"))
    speaker = _short(say("Who speaks at the end"))
    agenda = _long(say("Agenda"), rows=8, why=say("One item a line."))

    def plan(self) -> MeetingPlan:
        """Return what is arranged."""
        sent = {name: self.cleaned_data[name] for name in _PLAIN}
        return MeetingPlan(**sent, agenda=lines(self.cleaned_data["agenda"]))


_PLAIN = ("title", "date", "place", "chair", "speaker")


def plan_of(meeting: Meeting) -> dict[str, Any]:
    """Return what stands of a meeting as `MeetingForm` begins with it."""
    standing = {name: getattr(meeting, name) for name in _PLAIN}
    return standing | {"agenda": "\n".join(meeting.agenda)}


class VisitForm(_Edition):
    """The visiting supervisor's words."""

    judgement = _long(say("Judgement of the whole"))
    affirmed = _long(say("Aspects affirmed"), why=say("One a line."))
    suggestions = _long(say("Suggestions"), why=say("One a line."))

    def words(self) -> Words:
        """Return what was said."""
        sent = self.cleaned_data
        return Words(
            sent["judgement"].strip(),
            lines(sent["affirmed"]),
            lines(sent["suggestions"]),
        )


def visit_of(meeting: Meeting) -> dict[str, Any]:
    """Return the words that stand, as `VisitForm` begins with them."""
    return {
        "judgement": meeting.judgement,
        "affirmed": "\n".join(meeting.affirmed),
        "suggestions": "\n".join(meeting.suggestions),
    }


class SeatForm(forms.Form):
    """One attendance group."""

    group = _short(say("Group"), most=100, required=True)
    role = forms.ChoiceField(
        label=label(say("Role")), choices=choices(ROLES), initial="attend"
    )
    wording = _short(say("As the bulletin names it"), most=500)
    count = forms.IntegerField(
        label=label(say("Number")), min_value=0, max_value=100_000, required=False
    )
    at_least = forms.BooleanField(label=label(say("at least")), required=False)
    category = forms.ChoiceField(label=label(say("Class")), required=False)

    def __init__(self, *args: Any, round_: Round, **named: Any) -> None:
        """Offer the classes of the round's ballot."""
        super().__init__(*args, **named)
        classes = scheme_of(round_).ballot.categories
        field = cast("forms.ChoiceField", self.fields["category"])
        field.choices = [
            ("", label(say("no ballot"))),
            *((one.code, f"{one.code} {one.name}") for one in classes),
        ]

    def seats(self) -> Seats:
        """Return the group."""
        return Seats(**{name: self.cleaned_data[name] for name in _SEAT})


_SEAT = ("group", "role", "wording", "count", "at_least", "category")


def seats_of(group: Group) -> dict[str, Any]:
    """Return a group that stands as `SeatForm` begins with it."""
    return {name: getattr(group, name) for name in _SEAT}


class PointForm(forms.Form):
    """One point spoken."""

    verb = _short(say("How it was said"), most=100)
    heading = _short(say("Heading"), most=500, required=True)
    body = _long(say("What was said on it"), rows=3)

    def point(self) -> PointPlan:
        """Return the point."""
        return PointPlan(**{name: self.cleaned_data[name] for name in _POINT})


_POINT = ("verb", "heading", "body")


def point_of(point: Point) -> dict[str, Any]:
    """Return a point that stands as `PointForm` begins with it."""
    return {name: getattr(point, name) for name in _POINT}


def _rows(form: type[Row], extra: int) -> "type[forms.BaseFormSet[Row]]":
    return forms.formset_factory(
        form, extra=extra, can_order=True, can_delete=True, max_num=MOST_ROWS
    )


SeatRows, PointRows = _rows(SeatForm, 3), _rows(PointForm, 1)


class CommentForm(forms.Form):
    """A comment as it is typed."""

    reporter = forms.ModelChoiceField(
        Reporter.objects.none(),
        label=label(say("Reporter")),
        required=False,
        empty_label=label(say("on the round as a whole")),
    )
    author = _short(say("Who says it"), most=100)
    kind = forms.TypedChoiceField(
        label=label(say("What it does")),
        coerce=Kind,
        choices=choices(KINDS),
        initial=Kind.SHORTCOMING,
        widget=forms.RadioSelect,
    )
    scope = forms.TypedChoiceField(
        label=label(say("Whose it is")),
        coerce=Scope,
        choices=choices(SCOPES),
        initial=Scope.INDIVIDUAL,
        widget=forms.RadioSelect,
    )
    text = _long(say("The words"), required=True)

    def __init__(self, *args: Any, reporters: QuerySet[Reporter], **named: Any) -> None:
        """Offer the reporters of the round."""
        super().__init__(*args, **named)
        chosen = cast("forms.ModelChoiceField[Reporter]", self.fields["reporter"])
        chosen.queryset = reporters

    def drafted(self) -> Drafted:
        """Return the comment."""
        return Drafted(**self.cleaned_data)


class RevisionForm(forms.Form):
    """Other words for a comment, over the version seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = _long(say("The words"), rows=6, required=True)
