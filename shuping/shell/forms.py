"""A person's own password."""

from typing import Any

from django.contrib.auth.forms import PasswordChangeForm

from shuping.refusal import say
from shuping.shell.labels import label


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
