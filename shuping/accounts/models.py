"""A person; what the person may do is said by duties and assignments, not here."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class PersonManager(BaseUserManager["Person"]):
    """Makes people."""

    def create_user(
        self,
        username: str,
        password: str | None = None,
        name: str = "",
        *,
        handed_over: bool = False,
    ) -> "Person":
        """Make a person; without a password nobody can sign in as them."""
        person = self.model(username=username, name=name, handed_over=handed_over)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Someone who signs in."""

    username = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=64, blank=True)
    is_active = models.BooleanField(default=True)
    # Somebody else knows the password: it is to be changed before anything else.
    handed_over = models.BooleanField(default=False)
    last_login = None  # who signs in when is nobody's business

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.name or self.username
