"""One report of one reporter, with its oral text."""

from django.db import models

from shuping.refusal import Words
from shuping.reports.rules.states import WORDS, State
from shuping.rounds.models import Reporter


class Report(models.Model):
    """The text as Markdown, headings marked; `version` guards against overwriting."""

    reporter = models.OneToOneField(Reporter, models.CASCADE, related_name="+")
    text = models.TextField(blank=True)
    oral_text = models.TextField(blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    state = models.CharField(
        max_length=16, choices=[(s, s) for s in State], default=State.DRAFT
    )
    returned_because = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="report_state_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.RETURNED)
                | ~models.Q(returned_because=""),
                name="a_returned_report_says_why",
            ),
        ]

    @property
    def state_words(self) -> Words:
        """Return where the report stands."""
        return WORDS[State(self.state)]
