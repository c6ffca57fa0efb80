"""What a decision point does with the matter (utfall), on what condition, and for whose part: by its own words."""

import re

from samsyn.intake.recognisers import bodies
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.values import Found, Outcome

# For each outcome: what a sentence says ("Motionen avslås"), and what an infinitive says ("att avslå motionen").
_HEARD = r"(?:skicka|sända|översända)"
_TO_FILE = r"[^.;]{0,120}?till handlingarna"
_INFORMED = r"(?:del av )?[^.;]{0,40}(?:information|rapport|redovisning)\w*"
_WORDS: tuple[tuple[Outcome, str, str], ...] = (
    ("återremiss", r"återremitter(?:as|ar|ades)|återförvisas", r"återremittera|återremiss av"),
    (
        "bordläggning",
        r"bordlägg(?:s|es|er)|ärendet skjuts upp",
        r"bordlägga|(?:skjuta upp|uppskjuta) ärendet",
    ),
    (
        "utgår",
        r"(?:ärendet|punkten|paragrafen|frågan|informationen|ärende \d+) utgår"
        r"|utgår (?:från|ur) (?:dag|föredrag|ärende)\w*",
        r"(?:stryka|utesluta|ta bort) \w+ (?:från|ur) (?:dag|föredrag|ärende)\w*",
    ),
    (
        "besvarad",
        r"(?:anses?|är|förklaras?|får anses)(?: som| vara| därmed| härmed| därigenom| i och med detta){0,3}"
        r" (?:vara )?besvara(?:d|t|de)"
        r"|(?:motionen?|medborgarförslaget|interpellationen|skrivelsen|e-förslaget) (?:är |anses )?besvara(?:s|d|t|de)",
        r"(?:anse|förklara) [^.;]{3,120}? (?:vara |som |för )?(?:färdig)?besvara(?:d|t|de)"
        r"|besvara (?:motionen|medborgarförslaget|inter)\w*",
    ),
    (
        "avslag",
        r"avslås|avslår|avstyrk(?:s|es|er)|lämnas utan (?:bifall|åtgärd)",
        r"avslå|avstyrka|lämna [^.;]{3,80} utan (?:bifall|åtgärd)",
    ),
    (
        "remitteras",
        rf"remitter(?:as|ar)|{_HEARD}[sr]? [^.;]{{0,300}}?på remiss",
        rf"remittera|{_HEARD} [^.;]{{0,300}}?på remiss",
    ),
    (
        "val",
        r"(?:om|ny)?väljs|(?:om|ny)?väljes|utses|utser|väljer|(?:förordnas|entledigas)",
        r"(?:om|ny)?välja|utse|förordna|entlediga|förrätta val",
    ),
    ("antas", r"antas|antages|antar|antog", r"anta|antaga"),
    ("fastställs", r"fastställ(?:s|es|er|des)", r"fastställa"),
    ("godkänns", r"godkänn(?:s|es|er)|godkändes|godtas|godtar", r"godkänna|godta"),
    (
        "bifall",
        r"bifall(?:s|es|er)|tillstyrk(?:s|es|er)"
        r"|(?:ansökan|begäran|framställan|framställningen|ansökningarna) beviljas",
        r"bifalla|tillstyrka|bevilja (?:ansökan|begäran)",
    ),
    (
        "noteras",
        rf"antecknas|noteras|noterar|antecknar|lägg(?:er|s|es) {_TO_FILE}|tar {_INFORMED}"
        r"|tackar för [^.;]{0,40}information\w*|har tagit del av|tar del av",
        rf"anteckna|notera|lägga {_TO_FILE}|ta {_INFORMED}",
    ),
)
_BY_GROUP = {f"g{place}": outcome for place, (outcome, _, _) in enumerate(_WORDS)}


def _alternatives(form: int) -> re.Pattern[str]:
    groups = "|".join(f"(?P<g{place}>{words[form]})" for place, words in enumerate(_WORDS))
    return re.compile(rf"(?<![\w-])(?:{groups})(?!\w)", re.IGNORECASE)


_SAYS, _TO_DO = _alternatives(1), _alternatives(2)
_LED = re.compile(
    r"(?:[^.;:]{2,160}? )?(?:beslutar?|föreslår|föreslås|föreslå|besluta)\b"
    r"(?: därför| för egen del| för sin del| i enlighet med[^.;:]{3,60}?)?"
    r"(?=[ :])[: ]*(?:att )?|att ",
    re.IGNORECASE,
)
_AS_PROPOSED = re.compile(
    r"\b(?:beslutar|beslut) (?:i enlighet med|enligt) (?:[\w-]+ )?(?:förslag|yrkande)"
    r"|\benligt [\w-]+s? förslag\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:under förutsättning (?:av )?|förutsatt att |med förbehåll (?:för |om )|villkorat av )[^.;:,\n]{5,240}?"
    rf"(?=,? (?:att )?(?:för egen del|beslutar? (?:{bodies.PATTERN}))|,? (?:beslutar?|följande)? ?att$|[.;:,]|$)",
    re.IGNORECASE,
)
_OWN_PART = re.compile(r"\bför (?:egen|sin egen|sin) del\b", re.IGNORECASE)


def outcome(passage: Passage) -> Found[Outcome] | None:
    """Return what the point does with the matter; None when its words name none of the outcomes."""
    text = passage.text[:700]
    condition = _CONDITION.search(text) if "örut" in text or "örbehåll" in text else None
    if condition:
        text = (
            text[: condition.start()] + " " * (condition.end() - condition.start()) + text[condition.end() :]
        )
    led = _LED.match(text)
    start = led.end() if led else 0
    hit = _TO_DO.match(text, start) or _SAYS.search(text, start) or _TO_DO.search(text, start)
    if hit is None:
        hit = _AS_PROPOSED.search(text)
        return Found("bifall", passage.quote(*hit.span()), 0.75, "Beslutet följer förslaget") if hit else None
    found = _BY_GROUP[str(hit.lastgroup)]
    return Found(found, passage.quote(*hit.span()), 0.9, "Orden i punkten säger utfallet")


def condition(passage: Passage) -> Found[str] | None:
    """Return the condition that the words put ("under förutsättning att …"); None when there is none."""
    if "örut" not in passage.text and "örbehåll" not in passage.text and "illkor" not in passage.text:
        return None
    hit = _CONDITION.search(passage.text[:900])
    if hit is None:
        return None
    return Found(hit.group().strip(), passage.quote(*hit.span()), 0.9, "Orden ställer ett villkor")


def for_own_part(text: str) -> bool:
    """Tell whether the words decide for the body's own part ("för egen del")."""
    return " del" in text and bool(_OWN_PART.search(text))
