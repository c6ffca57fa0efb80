"""The auditors' overall verdict (bedömning), read from the sentence that sums up."""

import re
from collections.abc import Iterator, Sequence

from samsyn.intake.recognisers import headings, terms
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.values import Found

_SUMS_UP = re.compile(
    r"\b(?:sammanfattande|samlade?|sammantagna|sammanvägda|övergripande) (?:revisionella )?bedömning"
    r"|\b(?:sammanfattningsvis|sammantaget)[, ](?:är |blir )?(?:det )?(?:vår |revisorernas "
    r"|revisionens )?(?:\w+ )?bedöm"
    r"|\bbedöm(?:er|s|ningen) (?:vi )?(?:är )?(?:sammanfattningsvis|sammantaget)"
    r"|\b(?:efter genomförd granskning|utifrån (?:granskningens|vårt) (?:syfte|resultat)"
    r"|med utgångspunkt i granskningens syfte|mot bakgrund av granskningens (?:syfte|resultat))"
    r"[^.]{0,40}\bbedöm"
    r"|(?-i:B)edömningen är att\b|\bsvaret på (?:den övergripande|granskningens övergripande) revisionsfrågan",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"\b(?:sammanfattande|samlad|sammantagen|övergripande|revisionell) bedömning|^bedömning$|\bslutsats",
    re.IGNORECASE,
)
_AUDITORS = re.compile(
    r"(?:enligt (?:revisorerna|(?:stads|kommun)?revisionen) (?:är|har)"
    r"|(?:revisor(?:erna|ernas)|(?:stads|kommun)?revisionens?)\b[^.]{0,40}?"
    r"\b(?:anser att|bedömer att|bedömning är att))\b",
    re.IGNORECASE,
)
_JUDGES = re.compile(r"(?:Vi|[A-ZÅÄÖ]\w*revisionen|Revisionen|Revisorerna) bedömer\b")
_FIT = re.compile(r"ändamålsenlig|tillfredsställande|tillfredställande|betryggande", re.IGNORECASE)
_NEARLY_FIT = re.compile(
    r"tillräcklig|fungerande|fungerar|säkerställ|effektiv|\bgod\b|\bgoda\b|följer|efterlev|uppfyll|rättvisande"
    r"|genomfört|åtgärdat",
    re.IGNORECASE,
)
_GRADES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "till övervägande del",
        re.compile(
            r"till övervägande del|\bi huvudsak\b|till stor del|huvudsakligen|\bi stort sett\b|\bi stort\b",
            re.IGNORECASE,
        ),
    ),
    ("i allt väsentligt", re.compile(r"(?<!inte )i allt väsentligt?", re.IGNORECASE)),
    (
        "delvis",
        re.compile(
            r"\b(?:endast |bara )?delvis\b|\binte fullt ut\b|\binte (?:är |har |varit )?(?:helt|fullt ut)\b"
            r"|\binte i alla delar\b"
            r"|\binte i allt väsentligt\b|\btill viss del\b",
            re.IGNORECASE,
        ),
    ),
    (
        "inte",
        re.compile(r"\b(?:inte|ej)\b(?! (?:minst|bara|enbart|endast|alltid|i tillräcklig))", re.IGNORECASE),
    ),
)
_DENIES = re.compile(r"\b(?:inte|ej|varken|knappast)\b", re.IGNORECASE)
_LACKS = re.compile(r"\bsaknar\b|\bbristande\b|\bicke\b", re.IGNORECASE)
_PURPOSE = re.compile(
    r"\bsyftet\b(?! är det vår)|granskning\w* (?:har )?syft(?:ar|ade|at|a|et)\b"
    r"|(?<!utifrån )(?<!av )(?<!till )(?<!i )granskningens syfte (?:är|var|har)\b"
    r"|\bbedöma (?:om|huruvida)\b|\brevisionsfrågor",
    re.IGNORECASE,
)
_WANTING = re.compile(
    r"brist|behöver|behov av|förbättr|stärk|utveckla|risk|begränsad|otillräcklig|\bmen\b", re.IGNORECASE
)
_PARTED = re.compile(r",? (?:men|medan|samtidigt som|däremot)\b", re.IGNORECASE)


def verdict(passages: Sequence[Passage], *, retold: bool = True) -> Found[str] | None:
    """Return the overall grade on the auditors' scale (requirements finding 3) from the sentence that sums up.

    None when no sentence both sums up and grades, or when it grades some so and others otherwise: a single finding is
    not the verdict.
    """
    for told, passage, start, end in _summing_up(passages):
        sentence = passage.text[start:end]
        fits = _FIT.search(sentence) or (told and _NEARLY_FIT.search(sentence))
        if not fits or _PURPOSE.search(sentence):
            continue
        grade = _grade(sentence)
        if grade:
            quote = passage.quote(passage.same_line(start, start + grade[1]), end)
            return Found(grade[0], quote, 0.85, "Den sammanfattande bedömningen säger det")
        if _PARTED.search(sentence):
            return None
    return _alone(passages) if retold else None


def _alone(passages: Sequence[Passage]) -> Found[str] | None:
    """Return the grade of the only sentence in which the auditors grade the whole ("Enligt revisorerna är …")."""
    found: list[Found[str]] = []
    for passage in passages:
        for start, end in terms.sentences(passage) if _AUDITORS.search(passage.text) else ():
            sentence = passage.text[start:end]
            if not (_AUDITORS.match(sentence) and _FIT.search(sentence)) or _PURPOSE.search(sentence):
                continue
            grade = _grade(sentence)
            if grade is None or _PARTED.search(sentence) or len(_graded(sentence)) > 1:
                return None
            quote = passage.quote(passage.same_line(start, start + grade[1]), end)
            found.append(Found(grade[0], quote, 0.75, "Revisorernas enda bedömning säger det"))
    return found[0] if len(found) == 1 else None


def _graded(sentence: str) -> list[str]:
    return [name for name, pattern in _GRADES if pattern.search(sentence)]


def _summing_up(passages: Sequence[Passage]) -> Iterator[tuple[bool, Passage, int, int]]:
    """Yield the sentences that sum up, by their own words (True) or by the heading they stand under.

    Where only one heading says that a judgement follows, "Vi bedömer …" under it is the whole audit's.
    """
    headed = False
    once = sum(_is_short(passage) and bool(_HEADED.search(passage.text)) for passage in passages) == 1
    for passage in passages:
        if _is_short(passage) and (_HEADED.search(passage.text) or headings.kind_of(passage.text)):
            headed = bool(_HEADED.search(passage.text))
            continue
        for start, end in terms.sentences(passage):
            told = bool(_SUMS_UP.search(passage.text, start, end))
            told = told or (headed and once and _JUDGES.match(passage.text, start, end) is not None)
            if told or (headed and "bedöm" in passage.text[start:end].casefold()):
                yield told, passage, start, end


def _is_short(passage: Passage) -> bool:
    return len(passage.text) <= 60 and not passage.text.endswith(".") and not passage.marker


def _grade(sentence: str) -> tuple[str, int] | None:
    """Return the grade and where in the sentence it stands; None when it is not one clear grade."""
    fit = _FIT.search(sentence)
    parted = _PARTED.search(sentence)
    clause = sentence[: parted.start()] if parted else sentence
    for grade, pattern in _GRADES:
        hit = pattern.search(clause)
        if hit:
            return None if parted and _contradicts(grade, sentence[parted.end() :]) else (grade, hit.start())
    lacks = _LACKS.search(clause) if fit else None
    if lacks:
        return "inte", lacks.start()
    if parted and any(pattern.search(sentence, parted.end()) for _, pattern in _GRADES):
        return None
    praised = fit and not _WANTING.search(sentence) and not _DENIES.search(sentence)
    return ("ändamålsenligt", fit.start()) if fit and praised else None


def _contradicts(grade: str, rest: str) -> bool:
    """Tell whether what follows "men" gives another grade."""
    others = [name for name, pattern in _GRADES if name != grade and pattern.search(rest)]
    return bool(others) and bool(_FIT.search(rest) or re.search(r"\bgör det\b|\bhar det\b", rest))
