"""How long the digests of a day take over 50,000 open commissions: run with a database of its own in a new folder."""

from __future__ import annotations

import os
import tempfile
import time
from datetime import date, timedelta
from typing import Any

TASKS, BODIES, PEOPLE = 50_000, 25, 500


def main() -> None:
    """Fill a new database, run the day's reminders twice, and print what it took."""
    os.environ["SAMSYN_HOME"] = tempfile.mkdtemp()
    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "samsyn.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    day = date(2026, 11, 17)
    town = fill(day)
    for run in ("first", "second"):
        start = time.perf_counter()
        many = len(remind(town, day))
        print(f"{run}: {many} digests over {TASKS} open commissions in {time.perf_counter() - start:.1f} s")


def fill(day: date) -> Any:
    """Add the bodies, the people with a role at one each, and the open commissions spread over a year."""
    from django.utils import timezone

    from samsyn.cases.models import Commission
    from samsyn.kit.actors import command_line
    from samsyn.organisation import actions
    from samsyn.organisation.rules import Role

    who: dict[str, Any] = {"by": command_line(), "at": timezone.now()}
    town = actions.found_municipality(**who, code="9901", name="Sundsala kommun")
    bodies = [actions.add_body(**who, municipality=town, name=f"Nämnd {n}") for n in range(BODIES)]
    for n in range(PEOPLE):
        person = actions.add_person(
            **who, municipality=town, name=f"Person {n}", email=f"p{n}@sundsala.example"
        )
        actions.give_role(
            **who, person=person, role=Role.SECRETARY, body=bodies[n % BODIES], valid_from=date(2020, 1, 1)
        )
    Commission.objects.bulk_create(
        Commission(
            municipality=town, body=bodies[n % BODIES], decided_by=f"KF § {n}/2026", decided_on=day,
            text="Redovisa hur uppdraget har gått.", due=day + timedelta(days=n % 400 - 200),
        )
        for n in range(TASKS)
    )  # fmt: skip
    return town


def remind(town: Any, day: date) -> list[str]:
    """Queue the digests of a day."""
    from django.utils import timezone

    from samsyn.kit.actors import command_line
    from samsyn.oversight.actions import remind as digests

    return digests(by=command_line(), at=timezone.now(), municipality=town, day=day)


if __name__ == "__main__":
    main()
