"""What auditors say: recommendations with their addressees."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from samsyn.intake.recognisers import addressees, headings, terms
from samsyn.intake.recognisers.passages import Passage
from samsyn.intake.recognisers.values import Found, Recommendation

_WHO = r"(?:(?:vi|revisorerna|revisionen|stadsrevisionen|kommunrevisionen|lekmannarevisorerna|revisionskontoret)\b )?"
_ALSO = r"(?:(?:därför|även|också|vidare|därutöver|bland annat|särskilt|således|dessutom|härmed) )*"
# "rekommenderar vi X att …", "rekommendationer till X:", "X rekommenderas", "rekommenderas X".
_TO_AFTER = re.compile(
    rf"\b(?:rekommenderar|rekommenderas|uppmanar) {_WHO}{_ALSO}(?!att\b)"
    rf"|\brekommendation(?:er|erna|en)?\b (?:[\wåäö]+ ){{0,3}}?(?:till|riktas mot|för) "
    rf"|\b(?:lämnar|ger|riktar) {_WHO}{_ALSO}(?=[^.:]{{3,90}} följande rekommendation)",
    re.IGNORECASE,
)
_TO_BEFORE = re.compile(rf"\s{_ALSO}(?:rekommenderas|bör)(?=[\s:,]|$)", re.IGNORECASE)
_SHOULD = re.compile(
    rf"\s{_ALSO}(?:rekommenderas|bör|behöver|ska|ser|säkerställer|upprättar|utvecklar|tar|ser till|tillser"
    rf"|stärker|genomför|inför|följer)(?=\s)"
)
_NOBODY = re.compile(rf"\brekommender(?:ar {_WHO}|as ){_ALSO}att\b", re.IGNORECASE)
_ANNOUNCES = re.compile(r"\brekommendation(?:er|erna|en)?\b(?! (?:som|i|ur) )", re.IGNORECASE)
_OPENS = re.compile(
    r"\b(?:följande|nedanstående|dessa|våra|lämnar|lämnas|ger|är|två|tre|fyra|fem|sex)\b", re.IGNORECASE
)
_PAST = re.compile(
    r"\brekommendera(?:de|des|t|ts)\b|\b(?:lämnade|lämnades|lämnats|gavs?)\b[^.]{0,40}\brekommend",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"\b(?:tidigare|föregående|förra)\b", re.IGNORECASE)
_ITEM = re.compile(r"(?:att |(?:Se|Ta|Ge|Få|Gå|Tillse|Överse|se|ta|ge|tillse) |[A-ZÅÄÖ]?[a-zåäö]{3,20}a )")
_NO_ITEM = re.compile(
    r"(?:\w{2,30}(?:erna|arna|orna)|Denna|Detta|Dessa|Våra|Samtliga|Alla|Flera|Många|Andra|Vissa|Båda|Samma|Inga|Vilka|Era|Bifogade"
    r"|Sammanfattande|Mycket|Deras|Dessutom|Hela) "
)
_OPENS_LIST = re.compile(
    r"(?:[:]|\batt|\brekommenderas|\bbör(?:,[^.:]{3,70},|(?: (?:redan|nu|också|även|särskilt|därför)){1,2})?)$"
)
_SHORT = 60  # a line this short that ends in "bör" can only open a list
_WHAT = re.compile(r"(?:[vV]år |[rR]evis\w+ )?[rR]ekommendation(?:er)?$")
_TO_WHOM = re.compile(
    r"(?:(?:riktas|ställs|lämnas|avser) )?till$|mottagare$|adressat$|nämnd(?:/styrelse)?$|berör(?:d nämnd|da nämnder)?$"
    r"|(?:riktas|ställs|lämnas) till|ansvarig(?: nämnd)?$",
    re.IGNORECASE,
)
_CELL = re.compile(r"[^\t]+")
_BEFORE_ATT = re.compile(r"\w+ rekommenderas att$", re.IGNORECASE)  # somebody is named before
_WHY = "Meningen säger vem rekommendationen gäller"
_LEAD = "Ingressen säger vem rekommendationerna gäller"


@dataclass(frozen=True, slots=True)
class _Stated:
    """A recommendation where it stands: to whom, its words, and what of them is asked (`what`)."""

    to: addressees.Named
    passage: Passage
    start: int
    end: int
    what: int


@dataclass(slots=True)
class _State:
    """What the lines above have said: whom the list below is for, and that recommendations follow."""

    lead: addressees.Named = ()
    listing: bool = False  # a list of recommendations is open
    announced: bool = False  # sentences that say what someone should do are recommendations
    headed: bool = False  # so says a heading, until the next one
    items: int = 0
    default: addressees.Named = field(default_factory=tuple)


def recommendations(
    passages: Sequence[Passage], default: addressees.Named = ()
) -> tuple[Recommendation, ...]:
    """Return the recommendations, each once with its addressees in the writer's words.

    Read from a lead line ("rekommenderar vi X att:") and the list below it, and from sentences that say
    "X rekommenderas att …" or "rekommenderar X att …"; "X bör …" only where recommendations are announced.
    `default` is the one whom the letter is written to, for a list that names nobody.
    """
    found: list[tuple[str, Recommendation]] = []
    for one in (*_stated(passages, default), *_tabled(passages, default)):
        text = one.passage.text[one.start : one.end].strip().rstrip(";,")
        if len(text) < 8 or text.endswith("?"):
            continue
        key = re.sub(r"\W+", " ", one.passage.text[one.what : one.end].casefold()).strip()
        if not any(key == earlier and _is_within(one.to, other.to) for earlier, other in found):
            quote = one.passage.quote(one.start, one.end)
            found.append((key, Recommendation(one.to, Found(text, quote, 0.9, "Står som rekommendation"))))
    return tuple(one for _, one in found)


def _is_within(names: addressees.Named, others: addressees.Named) -> bool:
    """Tell whether a repeat is to no one that the first did not name."""
    said = " ".join(one.value.casefold() for one in others)
    return all(one.value.casefold() in said for one in names)


def _stated(passages: Sequence[Passage], default: addressees.Named) -> Iterator[_Stated]:
    state = _State(default=default)
    for passage in passages:
        if _is_heading(passage, state) or _leads(passage, state):
            continue
        if _is_item(passage, state):
            state.items += 1
            yield from _item(passage, state)
            continue
        stated = list(_sentences(passage, state))
        state.listing = False
        state.lead = ()
        if not stated and not state.headed:
            state.announced = _announces(passage.text)
        state.listing = passage.text.endswith(":") and (state.headed or _announces(passage.text))
        state.items = 0
        yield from stated


def _tabled(passages: Sequence[Passage], default: addressees.Named) -> Iterator[_Stated]:
    """Yield the rows of a table whose head has a column of recommendations, to the one in its column of addressees."""
    what, to, wide = 0, -1, 0
    for passage in passages:
        cells = [hit.span() for hit in _CELL.finditer(passage.text)] if "\t" in passage.text else []
        words = [passage.text[start:end].strip() for start, end in cells]
        heads = [place for place, word in enumerate(words) if _WHAT.match(word)]
        if heads:
            what, wide = heads[0], len(words)
            to = next((place for place, word in enumerate(words) if _TO_WHOM.match(word)), -1)
        elif wide and len(cells) == wide:
            named = addressees.named(passage, *cells[to], _LEAD) if to >= 0 else default
            yield _Stated(named, passage, *cells[what], cells[what][0])
        else:
            wide = 0


def _is_heading(passage: Passage, state: _State) -> bool:
    """Take note of a heading: one that says recommendations opens them, any other closes them."""
    text = passage.text.rstrip(":")
    numbered = not passage.marker or passage.marker[0].isdigit()
    kind = headings.kind_of(passage.text) if numbered else None
    if kind:
        state.headed = state.announced = state.listing = kind == "recommendations"
        state.lead, state.items = (), 0
    elif state.headed and not passage.marker and len(text) <= 90 and _names_only(text):
        start = len(text) - len(re.sub(r"^Till ", "", text))
        state.lead, state.listing, state.items = addressees.named(passage, start, len(text), _LEAD), True, 0
        return True
    return bool(kind)


def _names_only(text: str) -> bool:
    return addressees.is_some(re.sub(r"^Till ", "", text))


def _announces(text: str) -> bool:
    return (
        bool(
            _ANNOUNCES.search(text)
            and _OPENS.search(text)
            and not _PAST.search(text)
            and not _EARLIER.search(text)
        )
        and len(text) <= 400
    )


def _leads(passage: Passage, state: _State) -> bool:
    """Take note of a line that says whom the list below it is for ("Kommunstyrelsen bör:")."""
    text = passage.text
    start, end = [*terms.sentences(passage)][-1] if text else (0, 0)
    if not _OPENS_LIST.search(text) or _PAST.search(text, start, end):
        return False
    if passage.marker and state.listing and state.lead:
        return False
    before = _TO_BEFORE.search(text, start, end)
    named = _after(text, start, end)
    opens = "rekommenderas" in before.group() or end - start <= _SHORT if before else False
    if not named and before and (state.announced or opens):
        named = addressees.before(text, start, before.start())
    if named:
        state.lead = addressees.named(passage, *named, _LEAD)
        state.listing = state.announced = True
        state.items = 0
        return True
    if _NOBODY.search(text, start, end):
        state.lead, state.listing, state.announced, state.items = (), True, True, 0
        return True
    return False


def _after(text: str, start: int, end: int) -> addressees.Span | None:
    for hit in _TO_AFTER.finditer(text, start, end):
        named = addressees.after(text, hit.end(), end)
        if named:
            return named
    return None


def _is_item(passage: Passage, state: _State) -> bool:
    if not state.listing:
        return False
    if passage.marker:
        return True
    return (
        bool(_ITEM.match(passage.text))
        and not _NO_ITEM.match(passage.text)
        and not passage.text.endswith(":")
    )


def _item(passage: Passage, state: _State) -> Iterator[_Stated]:
    """Yield a list's entry: to the one its own words name ("kommunstyrelsen bör …"), else to the list's."""
    text = passage.text
    if not state.lead:
        stated = list(_sentences(passage, state)) or list(_subject(passage))
        if stated:
            yield from stated
            return
    yield _Stated(state.lead or state.default, passage, 0, len(text), re.match(r"(?:att )?", text).end())  # type: ignore[union-attr]  # matches always


def _subject(passage: Passage) -> Iterator[_Stated]:
    """Yield "kommunstyrelsen upprättar en plan", an entry below "Vi rekommenderar att:"."""
    hit = _SHOULD.search(passage.text)
    named = addressees.before(passage.text, 0, hit.start()) if hit else None
    if hit and named and not passage.text[: named[0]].replace("att ", "").strip():
        yield _Stated(addressees.named(passage, *named, _WHY), passage, 0, len(passage.text), hit.end())


def _sentences(passage: Passage, state: _State) -> Iterator[_Stated]:
    """Yield the recommendations that sentences make, each to where the next begins."""
    found = [
        (start, one)
        for start, end in terms.sentences(passage)
        if (one := _active(passage, start, end, state) or _passive(passage, start, end, state))
    ]
    for place, (_, one) in enumerate(found):
        end = found[place + 1][0] if place + 1 < len(found) else len(passage.text)
        yield replace(one, end=end)


def _active(passage: Passage, start: int, end: int, state: _State) -> _Stated | None:
    """Read "rekommenderar vi X att …", "rekommenderas X att …" and "rekommenderar att X ser över …"."""
    text = passage.text
    if "rekommender" not in text[start:end] or _PAST.search(text, start, end):
        return None
    named = _after(text, start, end)
    that = re.match(r",?(?: \w+){0,2}? att (?=\w)", text[named[1] : end]) if named else None
    if named and that:
        what = named[1] + that.end()
        return _Stated(addressees.named(passage, *named, _WHY), passage, what, end, what)
    that = _NOBODY.search(text, start, end)
    if not that or _BEFORE_ATT.search(text, start, that.end()):
        return None
    named = addressees.after(text, that.end(), end)
    what = that.end() + 1
    if what + 8 > end:
        return None
    return _Stated(
        addressees.named(passage, *named, _WHY) if named else state.default, passage, what, end, what
    )


def _passive(passage: Passage, start: int, end: int, state: _State) -> _Stated | None:
    """Read "X rekommenderas att …", and "X bör …" where recommendations are announced."""
    text = passage.text
    if text[:end].rstrip().endswith("?"):
        return None
    for hit in _TO_BEFORE.finditer(text, start, end):
        told = "rekommenderas" in hit.group()
        named = addressees.before(text, start, hit.start()) if told or state.announced else None
        if named and (told or not addressees.trimmed(text[start : named[0]])):
            what = re.compile(r"\s*(?:att )?").match(text, hit.end())
            assert what is not None
            return _Stated(addressees.named(passage, *named, _WHY), passage, named[0], end, what.end())
    return None
