"""A bulletin, and the rounds that a round-up tells of, in its order."""

from django.conf import settings
from django.db import models

from shuping.bulletins.rules.states import AUDIENCES, WORDS, Audience, Kind, State
from shuping.refusal import Words
from shuping.rounds.models import Round


class Bulletin(models.Model):
    """What is published of a round, or of several; `body` is the whole document.

    `written_by` is who wrote what stands in it now; somebody else proofs it.
    """

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="+", null=True, blank=True
    )
    kind = models.CharField(max_length=16, choices=[(k, k) for k in Kind])
    title = models.CharField(max_length=200)
    body = models.JSONField()
    state = models.CharField(
        max_length=16, choices=[(s, s) for s in State], default=State.DRAFT
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    proofed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    published_at = models.DateTimeField(null=True)
    audience = models.CharField(
        max_length=16, choices=[(a, a) for a in Audience], default=Audience.INSIDE
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=Kind.DISTRICT, round__isnull=False)
                | models.Q(kind=Kind.ROUND_UP, round__isnull=True),
                name="bulletin_tells_of_a_round_or_of_several",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.DRAFT, proofed_by__isnull=True)
                | models.Q(
                    state__in=[State.PROOFED, State.PUBLISHED], proofed_by__isnull=False
                ),
                name="bulletin_goes_on_only_when_proofed",
            ),
            models.CheckConstraint(
                condition=~models.Q(proofed_by=models.F("written_by")),
                name="bulletin_is_proofed_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.PUBLISHED, published_at__isnull=False)
                | models.Q(
                    state__in=[State.DRAFT, State.PROOFED], published_at__isnull=True
                ),
                name="published_bulletin_has_its_time",
            ),
            models.CheckConstraint(
                condition=models.Q(audience=Audience.INSIDE)
                | models.Q(audience=Audience.PUBLIC, state=State.PUBLISHED),
                name="only_a_published_bulletin_is_public",
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=~models.Q(state=State.PUBLISHED),
                name="one_unpublished_bulletin_a_round",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state_words(self) -> Words:
        """Return how far the bulletin is, and for whom it is published."""
        if self.state == State.PUBLISHED:
            return AUDIENCES[Audience(self.audience)]
        return WORDS[State(self.state)]


class BulletinPart(models.Model):
    """One round of a round-up, in the order that the organiser gave."""

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="parts")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["bulletin", "round"], name="a_round_up_tells_of_a_round_once"
            ),
            models.UniqueConstraint(
                fields=["bulletin", "order"], name="parts_of_a_round_up_are_in_order"
            ),
        ]
