"""What auditors say: recommendations with their addressees, and the overall verdict."""

import re
from collections.abc import Iterator, Sequence

from samsyn.intake.recognisers import bodies
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.values import Found, Recommendation

_LEAD = re.compile(
    r"(?:\b[Rr]ekommenderar(?: vi| revisorerna| stadsrevisionen)?|\b[Vv]i rekommenderar) (?P<to>[^.:;]{3,140}?)"
    r"(?:,| att)?(?: bland annat)?(?: att)?:$"
)
_SHOULD_LEAD = re.compile(r"(?P<to>[A-ZÅÄÖ][^.:;]{3,120}?) (?:bör|rekommenderas)(?: att)?:$")
_ACTIVE = re.compile(r"\brekommenderar(?: vi| revisorerna)? (?P<to>[^.:;]{3,140}?),? att (?P<what>[^\n]{8,})")
_PASSIVE = re.compile(r"(?:^|[.:] )(?P<to>[A-ZÅÄÖ][^.:;]{3,140}?) rekommenderas(?: att)? (?P<what>[^\n]{8,})")
_SHOULD = re.compile(r"^(?P<to>[A-ZÅÄÖ][^.:;]{3,120}?) bör (?P<what>[^\n]{8,})")
_OPENS = re.compile(r"\brekommendation(?:er|erna|en)?\b[^.]{0,80}:$", re.IGNORECASE)

_SUMS_UP = re.compile(
    r"(?:sammanfattande|samlade|sammantagna|sammanvägda|övergripande|samlad) bedömning"
    r"|\bsammanfattningsvis bedöm|\bsammantaget bedöm"
    r"|\bbedöm(?:er|s) (?:sammanfattningsvis|sammantaget)",
    re.IGNORECASE,
)
_FIT = re.compile(r"ändamålsenlig|tillfredsställande|betryggande", re.IGNORECASE)
_GRADES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "till övervägande del",
        re.compile(r"till övervägande del|i huvudsak|till stor del|huvudsakligen", re.IGNORECASE),
    ),
    ("i allt väsentligt", re.compile(r"(?<!inte )i allt väsentligt?", re.IGNORECASE)),
    (
        "delvis",
        re.compile(r"\bdelvis\b|\binte fullt ut\b|\binte helt\b|\binte i alla delar\b", re.IGNORECASE),
    ),
    ("inte", re.compile(r"\binte\b|\bej\b|\bsaknar\b|\bbristande\b", re.IGNORECASE)),
)
_PURPOSE = re.compile(
    r"\bsyftet\b|granskning\w* (?:har )?syft|\bbedöma (?:om|huruvida)\b|\brevisionsfråg", re.IGNORECASE
)
_WANTING = re.compile(r"brist|behöver|behov av|förbättr|stärk|utveckla|risk", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?]{1,2000}(?:[.!?]|$)")


def recommendations(passages: Sequence[Passage]) -> tuple[Recommendation, ...]:
    """Return the recommendations, each once with its addressees in the writer's words.

    Read from a lead line ("rekommenderar vi X att:") and the list below it, and from sentences that say
    "X rekommenderas att …" or "rekommenderar X att …"; "X bör …" only where recommendations are announced.
    """
    found: dict[str, Recommendation] = {}
    for to, passage, start in _stated(passages):
        text = passage.text[start:].strip().rstrip(";")
        if len(text) < 8 or text.endswith("?"):
            continue
        quote = passage.quote(start)
        key = re.sub(r"\W+", " ", text.casefold()).strip()
        found.setdefault(key, Recommendation((to,), Found(text, quote, 0.9, "Står som rekommendation")))
    return tuple(found.values())


def _stated(passages: Sequence[Passage]) -> Iterator[tuple[Found[str], Passage, int]]:
    lead: Found[str] | None = None
    announced = False
    for passage in passages:
        heading = _LEAD.search(passage.text) or (_SHOULD_LEAD.match(passage.text) if announced else None)
        if heading:
            lead = _addressee(passage, heading, "Ingressen säger vem rekommendationerna gäller")
            announced = True
        elif lead and passage.marker:
            yield lead, passage, 0
        else:
            lead = None
            announced = bool(_OPENS.search(passage.text)) or (
                announced and _is_stated(passage, announced=True)
            )
            yield from _sentences(passage, announced=announced)


def _is_stated(passage: Passage, *, announced: bool) -> bool:
    return next(_sentences(passage, announced=announced), None) is not None


def _sentences(passage: Passage, *, announced: bool) -> Iterator[tuple[Found[str], Passage, int]]:
    if "rekommendera" not in passage.text and not (announced and " bör " in passage.text):
        return
    patterns = (_PASSIVE, _ACTIVE, _SHOULD) if announced else (_PASSIVE, _ACTIVE)
    for pattern in patterns:
        hit = pattern.search(passage.text)
        if hit and bodies.is_addressee(hit["to"]):
            yield (
                _addressee(passage, hit, "Meningen säger vem rekommendationen gäller"),
                passage,
                hit.start("to") if pattern is not _ACTIVE else hit.start("what"),
            )
            return


def _addressee(passage: Passage, hit: re.Match[str], reason: str) -> Found[str]:
    quote = passage.quote(hit.start("to"), hit.end("to"))
    return Found(bodies.canonical(hit["to"].strip()), quote, 0.9, reason)


def verdict(passages: Sequence[Passage]) -> Found[str] | None:
    """Return the overall grade on the auditors' scale (requirements finding 3) from the sentence that sums up.

    None when no sentence both sums up and grades: a single finding is not the verdict.
    """
    for place, passage in enumerate(passages):
        headed = (
            place > 0
            and bool(_SUMS_UP.search(passages[place - 1].text))
            and len(passages[place - 1].text) <= 60
        )
        if not (headed or _SUMS_UP.search(passage.text)):
            continue
        for sentence in _SENTENCE.finditer(passage.text):
            sums_up = _SUMS_UP.search(sentence.group()) or (headed and "bedöm" in sentence.group())
            grade = _grade(sentence.group()) if sums_up else None
            if grade:
                return _graded(passage, sentence, grade)
    return None


def _graded(passage: Passage, sentence: re.Match[str], grade: tuple[str, int]) -> Found[str]:
    start = sentence.start() + len(sentence.group()) - len(sentence.group().lstrip())
    quote = passage.quote(passage.same_line(start, sentence.start() + grade[1]), sentence.end())
    return Found(grade[0], quote, 0.85, "Den sammanfattande bedömningen säger det")


def _grade(sentence: str) -> tuple[str, int] | None:
    """Return the grade and where in the sentence it stands; None when praise is mixed with what is wanting."""
    fit = _FIT.search(sentence)
    if not fit or _PURPOSE.search(sentence):
        return None
    for grade, pattern in _GRADES:
        hit = pattern.search(sentence)
        if hit:
            return grade, hit.start()
    return None if _WANTING.search(sentence) else ("ändamålsenligt", fit.start())
