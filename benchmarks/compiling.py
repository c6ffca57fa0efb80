"""Time the compilation of a round with 200 answers and 3,000 viewpoints; print JSON."""

from __future__ import annotations

import json
import os
import random
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
ANSWERS, EACH, THEMES, QUESTIONS = 200, 15, 12, 5
SYLLABLES = [
    "ba",
    "de",
    "fi",
    "go",
    "hu",
    "ka",
    "le",
    "mi",
    "no",
    "pu",
    "ra",
    "se",
    "ti",
    "vo",
    "ly",
    "än",
    "år",
    "ök",
]


def main() -> dict[str, Any]:
    """Fill a fresh database and return times in milliseconds, with the queries of each page."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "samsyn.config.settings"
    django.setup()
    from benchmarks.measure import captured, timed
    from django.core.management import call_command
    from django.test import Client

    from samsyn.inquiries.queries.compiling import compilation
    from samsyn.kit.likeness import groups
    from samsyn.organisation.models import User
    from samsyn.organisation.queries import OPEN
    from samsyn.reports import compilation as compiled
    from samsyn.reports.catalogue import FORMATS

    call_command("migrate", verbosity=0)
    municipality, inquiry = fill()
    read = partial(compilation, OPEN, municipality, inquiry.pk, as_of=None, day=date(2026, 3, 10))
    one = read()
    assert one
    assert (len(one.respondents), len(one.viewpoints)) == (ANSWERS, ANSWERS * EACH)
    client = Client()
    client.force_login(User.objects.get())
    found: dict[str, Any] = {"Compiled from the rows": [timed(read), len(captured(read))]}
    found["Sorted by likeness"] = [timed(lambda: groups([row.text for row in one.viewpoints])), 0]
    for name, place in (("Matrix page", "sammanstallning/"), ("Viewpoints page", "synpunkter/?svara=nasta")):
        get = partial(client.get, f"/remisser/{inquiry.pk}/{place}")
        assert get().status_code == 200
        found[name] = [timed(get), len(captured(get))]
    report = compiled.report(municipality, one, date(2026, 3, 10))
    for kind in ("xlsx", "docx", "pdf"):
        found[f"As {kind}"] = [timed(partial(FORMATS[kind].render, report), most=1), 0]
    return found


def fill() -> tuple[Any, Any]:
    """Found a municipality whose one round has been answered by all, half of the viewpoints disposed of."""
    from django.utils import timezone

    from samsyn.inquiries import actions
    from samsyn.inquiries.actions import Seen
    from samsyn.kit.actors import command_line
    from samsyn.kit.scales import Stance
    from samsyn.organisation import actions as organisation
    from samsyn.organisation.rules import Role

    chance = random.Random(7)
    who: dict[str, Any] = {"by": command_line(), "at": timezone.now()}
    place = organisation.found_municipality(**who, code="2199", name="Sundsala kommun")
    person = organisation.add_person(**who, municipality=place, name="Karin Hedlund")
    organisation.give_role(
        **who, person=person, role=Role.CITY_OFFICE, body=None, valid_from=date(2020, 1, 1)
    )
    organisation.open_account(**who, person=person, username="karin", password=None)
    body = organisation.add_body(**who, municipality=place, name="Kommunstyrelsen", short_name="KS")
    words = [[word(chance) for _ in range(30)] for _ in range(THEMES)]
    inquiry = actions.send(
        **who, body=body, title="Regler", deadline=date(2026, 3, 1), sent_on=date(2026, 1, 10),
        questions=[f"Fråga {n}?" for n in range(QUESTIONS)], themes=[f"Tema {n}" for n in range(THEMES)],
        recipients=[(f"Remissinstans {n}", None) for n in range(ANSWERS)],
    )  # fmt: skip
    questions, themes = list(inquiry.questions.all()), list(inquiry.themes.all())
    for one in inquiry.recipients.select_related("inquiry__case", "inquiry__municipality"):
        reply = actions.reply(
            **who, recipient=one, replied_on=date(2026, 2, 1), stance=chance.choice(list(Stance))
        )
        seen = []
        for _ in range(EACH):
            nth = chance.randrange(THEMES)
            text = f"Nämnden önskar {' '.join(chance.choices(words[nth], k=12))}."
            kind = chance.choice(("request", "request", "support"))
            seen.append(Seen(text, kind, chance.choice(questions), themes[nth], quote=text, page=1, line=4))
        actions.confirm_viewpoints(**who, reply=reply, viewpoints=seen)
    dispose_half(who)
    return place, inquiry


def dispose_half(who: dict[str, Any]) -> None:
    """Dispose of half of the viewpoints."""
    from samsyn.inquiries import actions
    from samsyn.inquiries.models import Viewpoint

    every = Viewpoint.objects.select_related("reply__recipient__inquiry__municipality")
    actions.dispose(
        **who, viewpoints=list(every[: ANSWERS * EACH // 2]), outcome="delvis", why="En del ryms i år."
    )


def word(chance: random.Random) -> str:
    """Return an invented word."""
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 5)))


if __name__ == "__main__":
    print(json.dumps(main(), ensure_ascii=False))
