"""Sign-in: accounts are opened by an administrator, nobody signs up."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from samsyn.organisation.models import User


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped library
    """allauth's adapter with sign-up closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: an administrator opens accounts."""
        return False


class Accounts(AuthenticationBackend):  # type: ignore[misc]  # untyped library
    """allauth's backend; every page needs the account's person and municipality, so they come along."""

    def get_user(self, user_id: int) -> User | None:
        """Return the account that a session belongs to, None when it is closed."""
        found = User.objects.filter(pk=user_id, is_active=True)
        return found.select_related("person__municipality").first()
