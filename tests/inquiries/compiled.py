"""A town whose referral has been answered with viewpoints, for the tests of compiling."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.inquiries.test_inquiries import LAST
from tests.oversight.town import Town, noon

from samsyn.inquiries import actions
from samsyn.inquiries.actions import Seen
from samsyn.inquiries.models import Inquiry, Recipient, Theme, Viewpoint
from samsyn.inquiries.queries.compiling import Compilation, compilation
from samsyn.kit.refs import DecisionRef
from samsyn.kit.scales import Stance
from samsyn.organisation.queries import OPEN

SAID = (
    # question, theme, kind, text
    (1, "Avgifter", "request", "Nämnden önskar en prislista för driften."),
    (1, "Avgifter", "support", "Nämnden välkomnar en gemensam avgift."),
    (2, "Tidplan", "request", "Införandet bör skjutas till efter sommaren."),
    (None, "", "request", "Riktlinjerna bör ha ett register."),
)


class Compiled(Town):
    """A town that has asked two boards and a union; one board and the union have answered."""

    inquiry: Inquiry

    def __post_init__(self) -> None:
        super().__post_init__()
        self.inquiry = actions.send(
            by=self.by, at=noon("2026-01-10"), body=self.bodies["KS"], title="Kartregler", deadline=LAST,
            sent_on=date(2026, 1, 10), questions=["Är avgiften rimlig?", "När kan reglerna gälla?"],
            recipients=[(self.bodies[code].name, self.bodies[code]) for code in ("SN", "TN")] + [("Vision", None)],
            themes=["Avgifter", "Tidplan"],
        )  # fmt: skip
        self.answer("Socialnämnden", SAID, stance=Stance.WITH_REMARKS)
        self.answer(
            "Vision", [(2, "Tidplan", "request", "Facket vill ha en riskbedömning före bytet.")], stance=None
        )

    @property
    def who(self) -> dict[str, Any]:
        return {"by": self.by, "at": noon("2026-03-05")}

    def recipient(self, name: str) -> Recipient:
        return self.inquiry.recipients.select_related("inquiry__municipality", "inquiry__case").get(name=name)

    def answer(
        self, name: str, said: Sequence[tuple[int | None, str, str, str]], *, stance: Stance | None,
        day: str = "2026-02-10",
    ) -> None:  # fmt: skip
        questions = {one.order: one for one in self.inquiry.questions.all()}
        reply = actions.reply(
            by=self.by, at=noon(day), recipient=self.recipient(name), replied_on=date.fromisoformat(day),
            stance=stance, decided_by=DecisionRef(name, date.fromisoformat(day), "7"),
        )  # fmt: skip
        themes = {one.title: one for one in Theme.objects.filter(inquiry=self.inquiry)}
        seen = [
            Seen(
                text,
                kind,
                questions.get(question or 0),
                themes.get(theme),
                quote=text,
                page=1,
                line=4 + place,
            )
            for place, (question, theme, kind, text) in enumerate(said)
        ]
        actions.confirm_viewpoints(by=self.by, at=noon(day), reply=reply, viewpoints=seen)

    def viewpoints(self, *words: str) -> list[Viewpoint]:
        found = Viewpoint.objects.filter(reply__recipient__inquiry=self.inquiry).order_by("pk")
        rows = list(found.select_related("reply__recipient__inquiry__municipality"))
        return [row for row in rows if not words or any(word in row.text for word in words)]

    def dispose(self, *words: str, outcome: str = "beaktas", why: str = "", clause: str = "") -> None:
        actions.dispose(
            **self.who, viewpoints=self.viewpoints(*words), outcome=outcome, why=why, clause=clause
        )

    def seen(self, as_of: date | None = None) -> Compilation:
        found = compilation(
            OPEN, self.municipality, self.inquiry.pk, as_of=as_of, day=as_of or date(2026, 3, 10)
        )
        assert found
        return found
