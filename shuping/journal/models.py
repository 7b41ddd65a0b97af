"""One entry of the journal."""

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One act. `number` and `digest` are written once, by the sealer."""

    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    act = models.CharField(max_length=32)
    thing = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)
    number = models.PositiveBigIntegerField(null=True, unique=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__isnull=True, digest="")
                | (models.Q(number__isnull=False) & ~models.Q(digest="")),
                name="entry_is_sealed_whole_or_not_at_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.thing}"
