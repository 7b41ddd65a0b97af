"""A person's own password, and what any file that is sent is held to."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from shuping.refusal import say
from shuping.shell.labels import label

Holds = Callable[["UploadedFile[Any]"], None]
"""A validator of a file."""


def at_most(megabytes: int) -> Holds:
    """Return the validator that refuses a larger file, unread."""

    def hold(file: "UploadedFile[Any]") -> None:
        if (file.size or 0) > megabytes * 1024 * 1024:
            told = say("The file has more than {most} MB.", most=megabytes)
            raise ValidationError(label(told))

    return hold


def ends_in(*endings: str) -> Holds:
    """Return the validator that refuses a file of another ending."""

    def hold(file: "UploadedFile[Any]") -> None:
        if not (file.name or "").lower().endswith(endings):
            told = say(
                "Send one of these: {kinds}. Save another kind as one of them.",
                kinds=" ".join(endings),
            )
            raise ValidationError(label(told))

    return hold


class OwnPasswordForm(PasswordChangeForm):
    """The old password and a new one, which is the person's own from then on."""

    def __init__(self, *args: Any, **named: Any) -> None:
        """Name the fields in the words of the house."""
        super().__init__(*args, **named)
        self.fields["new_password1"].label = label(say("New password"))

    def clean_new_password1(self) -> str:
        """Refuse the password that somebody handed over."""
        new: str = self.cleaned_data["new_password1"]
        if self.user.check_password(new):
            self.add_error(
                "new_password1", label(say("Choose another one than the old."))
            )
        return new

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - Django's
        """Keep the new password; nobody else knows this one."""
        self.user.handed_over = False
        return super().save(commit)
