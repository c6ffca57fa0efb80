"""Where a whole answer stands on what it was asked about (ställningstagande)."""

import re
from collections.abc import Sequence

from samsyn.intake.recognisers import terms
from samsyn.intake.recognisers.sections import Section
from samsyn.intake.recognisers.values import Found, Viewpoint

_READ = ("head", "summary", "decision", "matter", "assessment", "other")
_THING = r"(?:förslage[tn]s?|remissen|riktlinjerna|strategi\w*|polic\w*|planen|betänkandet|promemorian|utredningen)"
_WHOLE = r"(?: \w+){0,4}? " + _THING
# In order: the one that says more stands first.
_SAYS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (stance, re.compile(pattern, re.IGNORECASE))
    for stance, pattern in (
        ("avstår", r"\bavstår från att (?:yttra sig|lämna (?:synpunkter|yttrande|svar)|svara)"),
        ("delvis", rf"\b(?:tillstyrker delvis|delvis tillstyrker|tillstyrker i vissa delar){_WHOLE}"),
        (
            "tillstyrker med synpunkter",
            rf"\btillstyrker{_WHOLE}\b[^.]{{0,60}}\bmed (?:de|följande|nedanstående)? ?(?:\w+ )?(?:ändringar|synpunkter"
            r"|förtydliganden|tillägg|reservationer)",
        ),
        ("avstyrker", rf"\bavstyrker{_WHOLE}"),
        ("tillstyrker", rf"\b(?:tillstyrker{_WHOLE}|har (?:inget|ingenting) att erinra|har ingen erinran)"),
    )
)
_WITH = "tillstyrker med synpunkter"


def stance(parts: Sequence[Section], said: Sequence[Viewpoint]) -> Found[str] | None:
    """Return the stance the answer takes in so many words; else what its viewpoints add up to; None when unsaid.

    Support together with requests is support with remarks; support alone or requests alone say nothing of the whole.
    """
    for section in parts:
        for passage in section.passages if section.kind in _READ else ():
            for start, end in terms.sentences(passage):
                for name, pattern in _SAYS:
                    hit = pattern.search(passage.text, start, end)
                    if hit:
                        quote = passage.quote(passage.same_line(start, hit.start()), end)
                        return Found(_with_remarks(name, said), quote, 0.9, "Svaret säger det")
    supports = [one for one in said if one.stance == "support"]
    if supports and len(said) > len(supports):
        return Found(_WITH, supports[0].text.quote, 0.8, "Svaret både stödjer och ber om ändringar")
    return None


def _with_remarks(name: str, said: Sequence[Viewpoint]) -> str:
    """Return support with remarks for support that goes on to ask for something."""
    asks = any(one.stance == "request" for one in said)
    return _WITH if name == "tillstyrker" and asks else name
