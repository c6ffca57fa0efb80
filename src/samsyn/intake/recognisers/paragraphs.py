"""Where each § of minutes begins, also where its mark is lost, and which §§ only quote what others decided before."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from samsyn.intake.recognisers import bodies, headings, leads
from samsyn.intake.recognisers.passages import Passage
from samsyn.kit import diary

_RANGE = re.compile(r"(?<!\d)(?P<first>\d{1,4})\s?(?:[-–]{1,2}|till)\s?(?P<last>\d{1,4})(?!\d)")
_NEAR = 8  # passages within which a § shows that it is one
_LONGEST_MEETING = 400


@dataclass(frozen=True, slots=True)
class Start:
    """A § that begins at that place among the passages (paragrafstart)."""

    place: int
    head: diary.ParagraphHead


def starts(passages: Sequence[Passage], body: str | None = None) -> list[Start]:
    """Return where each § begins; its line in the table of contents or repeated on the next page opens nothing.

    A number whose mark is lost counts when its neighbours run in sequence. A § with another body's code than the
    meeting's ("Au § 31" in the council's minutes) belongs to the § it stands in.
    """
    strong = [
        Start(place, head)
        for place, passage in enumerate(passages)
        if not passage.marker and (head := diary.paragraph_head(passage.text))
    ]
    own = _of_meeting(strong, body)
    found = sorted([*own, *_lost(passages, own)], key=lambda one: one.place)
    return _without_repeats(passages, found)


def titles_apart(passages: Sequence[Passage]) -> dict[str, Passage]:
    """Return the titles that stand in a column after the numbers ("§ 1", "§ 2" … then the titles), by § number.

    They are paired only when there are as many titles as numbers.
    """
    found: dict[str, Passage] = {}
    run: list[str] = []
    titles: list[Passage] = []
    for passage in [*passages, None]:
        head = diary.paragraph_head(passage.text) if passage and not passage.marker else None
        if passage and head and not passage.text[head.end :].strip() and not titles:
            run.append(head.number)
        elif passage and len(run) > 1 and _may_be_title(passage) and len(titles) < len(run):
            titles.append(passage)
        else:
            if (
                len(run) > 1
                and len(titles) == len(run)
                and (passage is None or head or not _may_be_title(passage))
            ):
                found.update(zip(run, titles, strict=True))
            run = [head.number] if passage and head and not passage.text[head.end :].strip() else []
            titles = []
    return found


def _may_be_title(passage: Passage) -> bool:
    text = passage.text
    return (
        len(text) <= 120
        and not text.endswith((".", ":"))
        and diary.paragraph_head(text) is None
        and headings.kind_of(text) is None
        and headings.label_of(text) is None
        and diary.parse(text) is None
    )


def _of_meeting(found: Sequence[Start], body: str | None) -> list[Start]:
    """Return the §§ that bear the meeting's own code; all of them when none has a code or all have the same.

    A few that bear one where most have none are quoted from elsewhere ("Ks § 155/2020" in the council's minutes).
    """
    codes = Counter(bodies.by_code(one.head.body) for one in found if one.head.body)
    if len(codes) < 2:
        few = 0 < codes.total() < len(found) / 2
        return [one for one in found if not (few and one.head.body)]
    named = [code for code in codes if body and bodies.same(code, body)]
    main = named[0] if named else bodies.by_code(next(one.head.body for one in found if one.head.body))
    return [one for one in found if not one.head.body or bodies.by_code(one.head.body) == main]


def _without_repeats(passages: Sequence[Passage], found: Sequence[Start]) -> list[Start]:
    last = {one.head.number: one.place for one in found}
    stops = [one.place for one in found[1:]] + [len(passages)]
    kept = [
        one
        for one, stop in zip(found, stops, strict=False)
        if last[one.head.number] == one.place or _has_text(passages[one.place + 1 : stop])
    ]
    before = ["", *(one.head.number for one in kept)]
    return [one for one, earlier in zip(kept, before, strict=False) if one.head.number != earlier]


def _has_text(passages: Sequence[Passage]) -> bool:
    return any(headings.kind_of(passage.text) for passage in passages)


# --- numbers whose mark is lost ---------------------------------------------------------------------------------------


def _lost(passages: Sequence[Passage], strong: Sequence[Start]) -> list[Start]:
    """Return the numbers without a § that fill every gap between the known ones, in order."""
    candidates = [
        Start(place, head)
        for place, passage in enumerate(passages)
        if not passage.marker
        and len(passage.text) <= 160
        and (head := diary.weak_head(passage.text))
        and head.number.isdigit()
    ]
    taken = {one.place for one in strong}
    candidates = [one for one in candidates if one.place not in taken]
    if not candidates:
        return []
    ends = [Start(-1, _virtual(0)), *strong, Start(len(passages), _virtual(0))]
    said = _said_range(passages)
    if said:
        ends[0], ends[-1] = Start(-1, _virtual(said[0] - 1)), Start(len(passages), _virtual(said[1] + 1))
    elif not strong:
        return _longest_row(passages, candidates) or _numbered(passages, candidates)
    return [one for before, after in pairwise(ends) for one in _between(passages, candidates, before, after)]


def _virtual(number: int) -> diary.ParagraphHead:
    return diary.ParagraphHead("", str(number), 0, 0)


def _said_range(passages: Sequence[Passage]) -> tuple[int, int] | None:
    """Return the first and last § as the head says them ("Paragrafer 45-48")."""
    for place, passage in enumerate(passages[:60]):
        label = headings.label_of(passage.text)
        if label and label[0] == "paragraphs":
            text = passage.text[label[1] :] or (passages[place + 1].text if place + 1 < len(passages) else "")
            hit = _RANGE.search(text)
            if hit and 0 < int(hit["last"]) - int(hit["first"]) < _LONGEST_MEETING:
                return int(hit["first"]), int(hit["last"])
    return None


def _between(
    passages: Sequence[Passage], candidates: Sequence[Start], before: Start, after: Start
) -> list[Start]:
    """Return the first candidate for each number between two known §§, in order; none when one is missing."""
    first, stop = _value(before) + 1, _value(after)
    if not (_value(before) or before.place < 0) or not 0 < stop - first < _LONGEST_MEETING:
        return []
    row: list[Start] = []
    for one in candidates:
        fits = before.place < one.place < after.place and _value(one) == first + len(row)
        if fits and _shows(passages, one):
            row.append(one)
        if len(row) == stop - first:
            return row
    return []


def _longest_row(passages: Sequence[Passage], candidates: Sequence[Start]) -> list[Start]:
    """Return three or more numbers that follow each other, each with something decided or registered below it."""
    shown = [one for one in candidates if _shows(passages, one)]
    best: list[Start] = []
    row: list[Start] = []
    for one in shown:
        row = [*row, one] if row and _value(one) == _value(row[-1]) + 1 else [one]
        best = row if len(row) > len(best) else best
    return best if len(best) > 2 else []


def _numbered(passages: Sequence[Passage], candidates: Sequence[Start]) -> list[Start]:
    """Return the only number that a diary number follows on its line ("93      KS19/77")."""
    found = [
        one
        for one in candidates
        if _diary_beside(passages[one.place].text[one.head.end :], passages[one.place + 1 : one.place + 2])
    ]
    return found if len(found) == 1 else []


def _diary_beside(rest: str, below: Sequence[Passage]) -> bool:
    number = diary.parse(rest) or next((diary.parse(one.text) for one in below if not rest.strip()), None)
    return bool(number and number.key.body)


def _value(start: Start) -> int:
    number = start.head.number.partition("/")[0]
    return int(number) if number.isdigit() else 0


def _shows(passages: Sequence[Passage], start: Start) -> bool:
    """Tell whether what follows is what stands in a §: a heading, a labelled number, a lead with points."""
    for place in range(start.place, min(start.place + _NEAR, len(passages))):
        passage = passages[place]
        if place > start.place:
            other = diary.weak_head(passage.text) if not passage.marker else None
            if other and other.number != start.head.number:
                return False
            if headings.kind_of(passage.text) and headings.label_of(passage.text) is None:
                return True
        if any(match.labelled for match in diary.find(passage.text)) or leads.opens_decision(passages, place):
            return True
    return False
