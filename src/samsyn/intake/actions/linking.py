"""What a document refers to, what its numbers teach us, and the quotes that its rows rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from samsyn.cases import actions as cases
from samsyn.cases.models import Case, Difference
from samsyn.cases.rules import difference_words, reference_key
from samsyn.history.models import Quote
from samsyn.intake.actions.work import Filing, final, known_body
from samsyn.intake.models import Upload
from samsyn.kit.diary import parse
from samsyn.kit.periods import swedish_day
from samsyn.kit.refs import Ref, decision
from samsyn.kit.series import find_series
from samsyn.organisation.actions import learn_alias, learn_diary_code
from samsyn.organisation.models import Body
from samsyn.organisation.queries import access_for, may
from samsyn.organisation.rules import WITHOUT_DIARY, Thing

LINKS = (
    ("kind", re.compile(r"yttrande"), "answer_to"),
    ("title", re.compile(r"(?:yttrande|remissvar|svar på)\b", re.IGNORECASE), "answer_to"),
    ("title", re.compile(r"remiss\b", re.IGNORECASE), "referral_of"),
)
"""What a document says of the case it is about: the field that says so, the words it begins with, the kind of link."""

_SERIES_IN = ("title", "summary", "points", "basis", "references")


def refer(filing: Filing, found: list[Case]) -> None:
    """Note what the document's cases refer to, by number, by decision or by public series.

    The kind that the document's title tells is that of what the title names, or of the only thing referred to.
    """
    named = list(dict.fromkeys(_named(filing)))
    kind = next(
        (kind for name, form, kind in LINKS if form.match(filing.values.get(name) or "")), "refers_to"
    )
    title = filing.values.get("title") or ""
    for words, place in named:
        said = kind if len(named) == 1 or words in title else "refers_to"
        for case in found:
            if reference_key(words) != case.key:
                cases.refer(**filing.who, case=case, kind=said, words=words, place=place)


def _named(filing: Filing) -> Iterator[tuple[str, str]]:
    for words in filing.values.get("references", []):
        yield words, filing.place("references", words)
    seen: set[str] = set()
    for one in filing.proposals:
        if one.field in _SERIES_IN:
            value = final(one)
            for number in find_series(value["text"] if isinstance(value, dict) else str(value)):
                if number.key not in seen and (number.series != "SFS" or one.field == "title"):
                    seen.add(number.key)
                    yield str(number), filing.place(one.field, value)


def owner(filing: Filing, body: Body, number: str) -> Body:
    """Return whose diary a number is in: the body with its code, a committee's board, else the document's own body.

    Where the actor may not write for that body it is the document's own.
    """
    found = parse(number)
    coded = (
        Body.objects.filter(municipality=body.municipality, diary_code__iexact=found.key.body).first()
        if found and found.key.body
        else None
    )
    whose = coded or (body.parent if body.kind in WITHOUT_DIARY else None) or body
    return whose if whose == body or _may_write(filing, whose) else body


def _may_write(filing: Filing, body: Body) -> bool:
    access = access_for(filing.by, swedish_day(filing.at))
    return may(access, "write", Thing("case", body.municipality_id, body.pk))


def keeps(filing: Filing, body: Body, case: Case) -> bool:
    """Return whether a case that we met at a council or committee is in this body's diary, as far as the actor may."""
    if case.secrecy_ground or case.body.kind not in WITHOUT_DIARY or body.kind in WITHOUT_DIARY:
        return False
    return _may_write(filing, case.body) and _may_write(filing, body)


def learn_name(filing: Filing) -> None:
    """Learn what a text calls a body, from the body that a person put in the name's place."""
    for one in filing.proposals:
        if one.field == "body" and one.state == "corrected" and one.value != one.corrected:
            body = known_body(filing, str(one.corrected))
            if body and not known_body(filing, str(one.value)):
                learn_alias(
                    **filing.who, body=body, name=str(one.value), learned_from=filing.upload.source.name
                )


def learn_code(filing: Filing, body: Body, case: Case) -> None:
    """Learn the code of a board's diary from a case of its own, unless another board has a case with that code."""
    found = parse(case.number)
    board = body.parent if body.kind in WITHOUT_DIARY and body.parent else body
    if not found or not found.key.body or board.diary_code:
        return
    same = Case.objects.filter(
        municipality=body.municipality, key__startswith=f"{found.key.body.casefold()}-"
    )
    if not same.exclude(body__in=(body, board)).exclude(body__kind__in=WITHOUT_DIARY).exists():
        learn_diary_code(**filing.who, body=board, code=found.key.body)


def keep_quotes(filing: Filing, ref: Ref, found: list[Case]) -> None:
    """Keep the quoted words behind a document's rows: a diary number's on its case, the rest on what was filed."""
    own = {case.number: Ref(case.number) for case in found}
    source = filing.upload.source
    kept = set(source.quotes.values_list("ref", "field", "page", "line", "text"))
    said = dict.fromkeys(
        (
            str(own.get(str(final(one)), ref) if one.field == "dnr" else ref),
            one.field,
            one.page,
            one.line,
            one.text,
        )
        for one in filing.proposals
        if one.page is not None
    )
    Quote.objects.bulk_create(
        Quote(source=source, ref=ref, field=field, page=page, line=line, text=text)
        for ref, field, page, line, text in said
        if (ref, field, page, line, text) not in kept
    )


def tell_differences(upload: Upload) -> None:
    """Put what the upload's file says otherwise than what we hold among its warnings and in its result."""
    found = (
        Difference.objects.filter(source=upload.source).select_related("item__meeting__body").order_by("pk")
    )
    told = [_told(one) for one in found]
    before = upload.result.get("differences", [])
    if told != before:
        upload.result = {**upload.result, "differences": told}
        upload.warnings = [*(one for one in upload.warnings if one not in before), *told]
        upload.save()


def _told(one: Difference) -> str:
    body, day = one.item.meeting.body, one.item.meeting.day
    ref = decision(body.short_name or body.name, day, one.item.paragraph)
    return f"{ref}, {difference_words(one.field)}: ”{one.held}” står kvar, filen säger ”{one.said}”."
