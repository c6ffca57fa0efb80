"""The names of bodies, administrations and auditors in running Swedish."""

import re
from dataclasses import dataclass

_WORD = r"[A-ZÅÄÖa-zåäö]"
_STEM = rf"(?:{_WORD}[\w-]{{0,30}})?"
_ADJECTIVE = r"(?:[Tt]ekniska |[Ss]ociala |[Gg]emensamma |[A-ZÅÄÖ][a-zåäö]{3,20}a )?"  # "Tekniska nämnden"
# "Vård- och omsorgsnämnden", "Barn-, kultur- och fritidsnämnden", "Äldre samt vård- och omsorgsnämnden"
_FIRST = rf"(?:{_WORD}\w{{1,20}}-, )?(?:{_WORD}\w{{1,20}} samt )?{_WORD}\w{{1,20}}- (?:och|samt) "
_NAMED = (
    rf"(?:(?:{_FIRST}|{_ADJECTIVE}){_STEM}(?:nämnden|styrelsen)"
    r"|[Nn]ämnden för [\w-]{3,30}(?:- (?:och|samt) [\w-]{3,30}| (?:och|samt) [\w-]{3,30})?"
    r"|(?:[A-ZÅÄÖ][\w-]{2,20} )?[A-ZÅÄÖ][\w-]{2,30}s stadsdelsnämnd|[Ss]tadsdelsnämnden [A-ZÅÄÖ][\w-]{2,40}"
    rf"|{_STEM}fullmäktige)"
)
_COMMITTEE = rf"(?:{_FIRST})?{_WORD}[\w-]{{0,24}}"
PATTERN = (
    rf"(?:{_NAMED}(?:s (?:{_COMMITTEE}utskott|{_WORD}\w{{2,20}}beredning|presidium))?"
    rf"|(?:{_FIRST})?{_STEM}(?:utskottet|beredningen)|[Uu]tskottet för [\w-]{{3,30}}|[Dd]irektionen)"
)
# Alone on a line a name may be longer than it can safely be taken in running text.
_LONG = re.compile(r"[Nn]ämnden för [\w-]{3,30}(?:,? (?:och |samt )?[\w-]{3,30}){1,4}")
_BODY = re.compile(rf"(?<![\w-]){PATTERN}(?!\w)")
_GENITIVE = re.compile(rf"(?<![\w-])(?P<name>{PATTERN})s?(?!\w)")
_OWN = ("nämnden", "styrelsen", "fullmäktige", "utskottet", "direktionen", "beredningen", "rådet")
_HINT = re.compile(r"nämnd|styrels|fullmäktige|utskott|beredning|direktion")
CODES = {
    "ks": "Kommunstyrelsen",
    "kf": "Kommunfullmäktige",
    "ksau": "Kommunstyrelsens arbetsutskott",
    "rs": "Regionstyrelsen",
    "rf": "Regionfullmäktige",
}  # the codes that mean the same everywhere
_OFFICE = re.compile(
    r"(?<![\w-])[A-ZÅÄÖa-zåäö][\w-]{0,30}(?:förvaltningen|kontoret|kansliet|avdelningen|enheten)(?!\w)"
)
_ROLE = re.compile(r"\w(?:chefen|direktören|sekreteraren|strategen|arkivarien|ombudet|handläggaren)(?!\w)")
_COMPANY = re.compile(r"\bAB\b|\b\w{0,30}(?:bolaget|bolagen|förbundet|stiftelsen)\b")
_GROUP = re.compile(
    r"(?:(?:samtliga|alla|övriga|berörda|granskade|ansvariga|respektive)(?: \w{3,20})?"
    r" (?:nämnder|styrelser|bolag|förvaltningar|fackliga organisationer)"
    r"(?: och (?:samtliga |alla |berörda |ansvariga )?(?:styrelser|bolag|bolagsstyrelser|förbund))?"
    r"|berörda fackliga organisationer|fackliga organisationer|respektive nämnd)",
    re.IGNORECASE,
)
_GROUP_WORDS = ("nämnd", "styrelser", "bolag", "förvaltningar", "organisationer")
_AUDITORS = re.compile(
    r"(?<![\w-])(?:(?:[A-ZÅÄÖ]\w{1,20} (?:kommuns|stads|kommun|stad) )(?:förtroendevalda )?revisorer(?:na)?"
    r"|[Ss]tadsrevisionen|[Kk]ommunrevisionen|[Rr]evisorskollegiet|[Rr]evisorerna i [A-ZÅÄÖ]\w{1,20} (?:kommun|stad)"
    r"|[Ff]örtroendevalda revisorer(?:na)? i [A-ZÅÄÖ]\w{1,20} (?:kommun|stad)"
    r"|[Rr]egionens revisorer|[Rr]evisorerna)(?!\w)"
)
_AUDIT_OFFICE = re.compile(
    r"(?:stads|kommun|region)?revision(?:en|skontoret|skontor)?\b|(?:förtroendevalda |lekmanna)?revisorer(?:na)?\b"
    r"|[\w-]+(?: [\w-]+){0,2} (?:kommuns|stads|regions) (?:förtroendevalda )?(?:revisorer|revision)\b",
    re.IGNORECASE,
)
_MUNICIPALITY = re.compile(
    r"(?:[A-ZÅÄÖ][\w-]{1,24}(?: [A-ZÅÄÖ][\w-]{1,24}){0,2} (?:kommun|stad|köping|KOMMUN|STAD|Kommun|Stad)"
    r"|(?:Region|REGION) [A-ZÅÄÖ][\w-]{1,24}(?: [A-ZÅÄÖ][\w-]{1,24})?)"
)


@dataclass(frozen=True, slots=True)
class BodyMatch:
    """A body named at [start, end) of a text, with its name as a heading would write it (organ)."""

    start: int
    end: int
    name: str


def names_one(text: str) -> bool:
    """Tell quickly whether any body may be named in the text."""
    return bool(_HINT.search(text.casefold()))


def find(text: str) -> tuple[BodyMatch, ...]:
    """Return the boards, committees, executive and council named in the text, genitives included, in order."""
    if not names_one(text):
        return ()
    return tuple(
        BodyMatch(hit.start("name"), hit.end("name"), canonical(hit["name"]))
        for hit in _GENITIVE.finditer(text)
    )


def find_group(text: str) -> BodyMatch | None:
    """Return the first group of bodies ("samtliga nämnder"), in the writer's words."""
    hit = _GROUP.search(text) if _names_group(text) else None
    return BodyMatch(hit.start(), hit.end(), hit.group()) if hit else None


def _names_group(text: str) -> bool:
    return any(map(text.casefold().__contains__, _GROUP_WORDS))


def find_auditors(text: str) -> BodyMatch | None:
    """Return the first naming of the auditors ("Sundsala kommuns revisorer"), in the writer's words."""
    hit = _AUDITORS.search(text) if "revis" in text.casefold() else None
    return BodyMatch(hit.start(), hit.end(), canonical(hit.group(), always=True)) if hit else None


def is_audit_office(text: str) -> bool:
    """Tell whether a short line is the name of auditors or of their office, or begins with it as heads do."""
    return len(text) <= 70 and not text.endswith(".") and _AUDIT_OFFICE.match(text) is not None


def is_municipality(text: str) -> bool:
    """Tell whether the text is the name of a municipality, city or region and nothing else."""
    return len(text) <= 50 and _MUNICIPALITY.fullmatch(text) is not None


def is_body(text: str) -> bool:
    """Tell whether the text is the name of one body and nothing else."""
    if len(text) > 70 or not names_one(text):
        return False
    return any(pattern.fullmatch(_lowered(text)) for pattern in (_BODY, _LONG))


def _lowered(text: str) -> str:
    """Return a name set in capitals as it is written in a sentence ("KOMMUNSTYRELSEN")."""
    return text.capitalize() if text.isupper() else text


def by_code(code: str) -> str:
    """Return the body that a code before a § means everywhere ("Ks au"); other codes stay as written."""
    return CODES.get(re.sub(r"[ -]", "", code.casefold()), code)


def is_own(text: str) -> bool:
    """Tell whether the text is what a body calls itself in its own minutes ("Nämnden")."""
    return text.casefold() in _OWN


def same(short: str, full: str) -> bool:
    """Tell whether a short name ("Utskottet", "Nämnden") is what a body calls itself in its own minutes."""
    first, other = short.casefold(), full.casefold()
    if first == other:
        return True
    if first == "stadsdelsnämnden" and other.endswith("stadsdelsnämnd"):
        return True
    stem = first.removesuffix("et")
    general = first in ("nämnden", "styrelsen", "fullmäktige") and other.removesuffix("en").endswith(
        first.removesuffix("en")
    )
    return (
        general
        or (first == "nämnden" and other.startswith("nämnden för"))
        or (stem.endswith("utskott") and stem != first and other.endswith(stem))
    )


def is_office(text: str) -> bool:
    """Tell whether the text is the name of one administration or office and nothing else."""
    return len(text) <= 70 and _OFFICE.fullmatch(text) is not None


def is_addressee(text: str) -> bool:
    """Tell whether a line names someone letters are sent to: a body, a group, an office or the auditors."""
    if len(text) > 90:
        return False
    return bool(
        names_one(text)
        or _OFFICE.search(text)
        or _ROLE.search(text)
        or _COMPANY.search(text)
        or _GROUP.search(text)
        or _AUDITORS.search(text)
    )


def canonical(name: str, *, always: bool = False) -> str:
    """Return a body's name with a capital first; words that only describe ("övriga nämnder") stay as written."""
    name = _lowered(" ".join(name.split())) if names_one(name) else " ".join(name.split())
    if always or is_body(name) or _OFFICE.fullmatch(name):
        return name[:1].upper() + name[1:]
    return name
