"""Addresses of the register's pages; an initiative is addressed by the reference people use."""

from __future__ import annotations

from django.urls import path, register_converter

from samsyn.kit.refs import numbered
from samsyn.web.pages.register import (
    advising,
    benefits,
    bulk,
    by_link,
    delegating,
    drafts,
    editing,
    excel,
    follow_up,
    handling,
    joining,
    lists,
    moving,
    reporting,
    secrecy,
    similar,
    views,
)


class Listed:
    """Which of an initiative's light lists."""

    regex = "|".join(lists.KINDS)

    def to_python(self, text: str) -> str:
        """Return the word."""
        return text

    def to_url(self, text: str) -> str:
        """Return the word."""
        return text


class Number:
    """An initiative's number, written as I-0147 in the address."""

    regex = r"I-\d{4,9}"

    def to_python(self, text: str) -> int:
        """Return the number in a reference."""
        return int(text.removeprefix("I-"))

    def to_url(self, number: int) -> str:
        """Return the reference of a number."""
        return numbered("I", number)


register_converter(Number, "initiative")
register_converter(Listed, "listed")
app_name = "register"
urlpatterns = [
    path("initiativ/", views.index, name="list"),
    path("initiativ/rad/", advising.index, name="all_advice"),
    path("initiativ/excel/", excel.excel, name="excel"),
    path("initiativ/excel/<int:body>/arbetsbok.xlsx", excel.take_out, name="excel_out"),
    path("initiativ/excel/<int:pk>/", excel.diff, name="excel_diff"),
    path("initiativ/nytt/", editing.new, name="new"),
    path("initiativ/flera/", bulk.several, name="several"),
    path("initiativ/utkast/", drafts.index, name="drafts"),
    path("initiativ/<initiative:number>/kasta/", drafts.discard, name="discard"),
    path("initiativ/<initiative:number>/anslut/", joining.join, name="join"),
    path("initiativ/<initiative:number>/lamna/<int:key>/", joining.leave, name="leave"),
    path("initiativ/liknande/", similar.look, name="similar"),
    path("initiativ/<initiative:number>/", views.steering, name="initiative"),
    path("initiativ/<initiative:number>/hantering/", handling.handling, name="handling"),
    path("initiativ/<initiative:number>/uppfoljning/", follow_up.follow_up, name="follow_up"),
    path("initiativ/<initiative:number>/rad/", advising.advice, name="advice"),
    path("initiativ/<initiative:number>/rad/<int:key>/", advising.answer, name="answer"),
    path("initiativ/<initiative:number>/milstolpar/", handling.plan, name="plan"),
    path("initiativ/<initiative:number>/milstolpar/<int:key>/", handling.reach, name="reach"),
    path("initiativ/<initiative:number>/nyttor/", follow_up.promise, name="promise"),
    path("nyttor/", benefits.index, name="benefits"),
    path("initiativ/<initiative:number>/nyttor/<int:key>/", benefits.benefit, name="benefit"),
    path("initiativ/<initiative:number>/nyttor/<int:key>/mat/", benefits.measure, name="measure"),
    path("initiativ/<initiative:number>/nyttor/<int:key>/andra/", benefits.change, name="change_benefit"),
    path("initiativ/<initiative:number>/medel/", follow_up.fund, name="fund"),
    path("initiativ/<initiative:number>/risker/", lists.page, name="lists"),
    path("initiativ/<initiative:number>/risker/<listed:kind>/", lists.note, name="note"),
    path("initiativ/<initiative:number>/risker/<listed:kind>/<int:key>/", lists.end, name="end"),
    path("initiativ/<initiative:number>/andra/", editing.edit, name="edit"),
    path("initiativ/<initiative:number>/fas/", moving.move, name="move"),
    path("initiativ/<initiative:number>/delegation/", delegating.delegate, name="delegate"),
    path("initiativ/<initiative:number>/version/", moving.follow, name="follow"),
    path("initiativ/<initiative:number>/sekretess/", secrecy.secrecy, name="secrecy"),
    path("initiativ/<initiative:number>/lage/", reporting.report, name="report"),
    path("initiativ/<initiative:number>/inget-nytt/", reporting.nothing_new, name="nothing_new"),
    path("initiativ/<initiative:number>/underlag.docx", reporting.paper, name="paper"),
    path("lage/<str:token>/", by_link.report, name="by_link"),
    path("lage/<str:token>/tack/", by_link.thanks, name="thanks"),
    path("lage/<str:token>/underlag.docx", by_link.paper, name="own_paper"),
]
