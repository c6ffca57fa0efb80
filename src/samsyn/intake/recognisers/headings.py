"""Which words are headings, labels, kinds and noise: read from headings.toml, the one place they stand in."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from samsyn.intake.recognisers import bodies

LONGEST = 90
_COLUMN = re.compile(r" {3,}|\t")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("samsyn.intake.recognisers").joinpath("headings.toml").read_text("utf-8"))


_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"(?:[^\W\d_] ){3,}[^\W\d_](?!\w)")


def unspaced(text: str) -> str:
    """Return the text with a word set in spaced letters ("P R O T O K O L L") as a word."""
    if len(text) > LONGEST or text[1:2] != " " or not _LETTERS.match(text):
        return text
    return "  ".join(
        _LETTERS.sub(lambda hit: hit.group().replace(" ", ""), word) for word in re.split(r" {2,}", text)
    )


def _key(text: str) -> str:
    return " ".join(unspaced(text).casefold().split()).rstrip(":").rstrip()


@cache
def _words(table: str) -> dict[str, str]:
    return {_key(word): kind for kind, words in _data()[table].items() for word in words if "<" not in word}


@cache
def _patterns() -> tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...]:
    """Return the headings that name a body: the words that must stand in them, their pattern and their section."""
    return tuple(
        (
            tuple(_key(word).split("<organ>")),
            re.compile(re.escape(_key(word)).replace("<organ>", bodies.PATTERN), re.IGNORECASE),
            kind,
        )
        for kind, words in _data()["sections"].items()
        for word in words
        if "<" in word
    )


def section_words() -> list[str]:
    """Return the headings as they are written, but for those that name a body."""
    return [
        word
        for words in _data()["sections"].values()
        for word in words
        if "<" not in word and "#" not in word
    ]


def label_words() -> list[str]:
    """Return the labels of a head as they are written."""
    return [word for words in _data()["labels"].values() for word in words]


@lru_cache(maxsize=4096)
def kind_of(text: str) -> str | None:
    """Return the section a heading opens ("decision", "basis" …); None when the line is no heading."""
    if len(text) > LONGEST or not text[:1].isalpha() or (text[-1] in ".,;" and len(text) > 16):
        return None
    key = _key(text)
    known = _words("sections").get(_DIGITS.sub("#", key))
    if known or not bodies.names_one(key):
        return known
    return next(
        (
            kind
            for words, pattern, kind in _patterns()
            if all(map(key.__contains__, words)) and pattern.fullmatch(key)
        ),
        None,
    )


@lru_cache(maxsize=4096)
def label_of(text: str) -> tuple[str, int] | None:
    """Read "Etikett: värde", "Etikett<tab>värde" or a label alone: its kind and where its value begins."""
    head, mark = _label_end(text)
    kind = _words("labels").get(_key(text[:head])) if head <= LONGEST else None
    if kind:
        return kind, mark
    hit = _unmarked_label().match(text)
    return (_words("labels")[_key(hit["word"])], hit.end()) if hit else None


@cache
def _unmarked_label() -> re.Pattern[str]:
    """A label with its value after a mere space: a day, a number or a § can't be a sentence, nor names with parties."""
    dated = _alternatives("when", "number", "adjusted", "paragraphs")
    named = _alternatives("deciding", "substituting", "substitutes", "others", "adjuster")
    value = (
        r"(?:19|20)\d\d-|den \d|\d+/\d|[A-ZÅÄÖ]{1,8}[- /]?\d|§|\d{1,4} ?[-–] ?\d{1,4}"
        r"|[A-ZÅÄÖ][^.:]{2,60} (?:(?:19|20)\d\d-\d|\d{1,2} [a-z]{3,9} (?:19|20)\d\d|kl\b)"
    )
    names = r"[A-ZÅÄÖ][\w-]+ [A-ZÅÄÖ][^.:]{2,60}(?:\(|$)"
    return re.compile(rf"(?P<word>(?:{dated})(?= (?:{value}))|(?:{named})(?= {names})) ")


def _alternatives(*kinds: str) -> str:
    words = [word for kind in kinds for word in _data()["labels"][kind]]
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _subjects() -> tuple[str, ...]:
    return tuple(word.casefold() for word in _data()["titles"]["openings"])


def is_subject(text: str) -> bool:
    """Tell whether a line opens as titles do ("Granskning av …", "Yttrande över …")."""
    return text.casefold().startswith(_subjects())


_LABEL_END = re.compile(r"\t|:\s|:$| {3,}")


def _label_end(text: str) -> tuple[int, int]:
    hit = _LABEL_END.search(text[: LONGEST + 1])
    return (hit.start(), hit.end()) if hit else (len(text), len(text))


def document_kind(text: str) -> str | None:
    """Return the kind of document a line names when it stands alone or opens the line ("Tjänsteskrivelse 3 (5)")."""
    if len(text) > 120:
        return None
    key = _key(text)
    known = _words("kinds").get(key)
    if known:
        return known
    hit = _opening_kind().match(key) if key.startswith(_kinds()) else None
    if hit:
        return _words("kinds")[hit["word"]]
    if "   " not in text and "\t" not in text:
        named = key[-1:] in ")0123456789" or key.endswith(_kinds())
        last = _closing_kind().fullmatch(key) if named else None
        return _words("kinds")[last["word"]] if last else None
    found = [_words("kinds").get(_key(column)) for column in _COLUMN.split(text)]
    return next((kind for kind in found if kind), None)


def titled_kind(text: str) -> str | None:
    """Return the kind that a title opens with ("Revisionsrapport: Granskning av …"); weaker than its own line."""
    word, colon, _ = text[:LONGEST].partition(":")
    named = _words("kinds").get(_key(word)) if colon else None
    return named or next((kind for opening, kind in _opens() if text.casefold().startswith(opening)), None)


@cache
def _opens() -> tuple[tuple[str, str], ...]:
    return tuple((word.casefold(), kind) for kind, words in _data()["opens"].items() for word in words)


def inline_heading(text: str) -> tuple[str, int] | None:
    """Read "Skickas till: Biblioteket" as a heading with its list on the same line: section and where it begins."""
    word, colon, rest = text[:LONGEST].partition(": ")
    kind = _words("sections").get(_key(word)) if colon and rest.strip() else None
    if kind:
        return kind, len(word) + 2
    hit = _inline_list().match(text) if " till " in text.casefold() else None
    return (_words("sections")[_key(hit["word"])], hit.end()) if hit else None


@cache
def _inline_list() -> re.Pattern[str]:
    """A heading for addressees that ends in "till", with the first of them after a mere space; no sentence ends so."""
    kinds = ("recipients", "for_statement", "for_information")
    words = [word for word, kind in _words("sections").items() if kind in kinds and word.endswith(" till")]
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(
        rf"(?P<word>(?i:{listed})) "
        r"(?=[A-ZÅÄÖ][\w-]{2,40}(?:,| |$)|[a-zåäö][\wåäö ,&-]{3,90}$)(?!.{160})"
    )


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(_words("kinds"))


@cache
def _opening_kind() -> re.Pattern[str]:
    words = sorted(_words("kinds"), key=len, reverse=True)
    return re.compile(
        rf"(?P<word>{'|'.join(map(re.escape, words))})(?=[\s,]{{0,2}}(?:\d|\(|nr |dnr|diarienr|diarienummer"
        rf"|ärendenr|datum\b))"
    )


@cache
def _closing_kind() -> re.Pattern[str]:
    """A kind after the writer's name on the same line: "Ekviks kommun Tjänsteskrivelse 1 (3)"."""
    words = sorted(_words("kinds"), key=len, reverse=True)
    writer = (
        r"[\w, &-]{0,50}(?:kommun|stad|region|förvaltningen|kontoret|nämnden|styrelsen|avdelningen|revisionen"
        r"|revisorer|revisorerna)"
    )
    return re.compile(
        rf"{writer} (?P<word>{'|'.join(map(re.escape, words))})(?: \d{{1,3}} ?(?:\(\d{{1,3}}\)|av \d{{1,3}}))?"
    )


def addressee_words(*kinds: str) -> list[str]:
    """Return the words that name an addressee of those kinds, as a casefolded text writes them."""
    return [word.casefold() for kind in kinds for word in _data()["addressees"][kind]]


@cache
def alternatives(kind: str) -> str:
    """Return the words that name an addressee of one kind, longest first, as the alternatives of a pattern."""
    words = sorted(_data()["addressees"][kind], key=len, reverse=True)
    return "|".join(f"(?i:{re.escape(word)})" for word in words)


@cache
def _writers() -> re.Pattern[str]:
    ends = "|".join(map(re.escape, _data()["addressees"]["writer"]))
    return re.compile(rf"[A-ZÅÄÖ][\w-]{{0,40}}(?:(?:- och|,) [\w-]{{3,30}})?(?:{ends})")


def is_writer(text: str) -> bool:
    """Tell whether the text is the name of an office or agency that writes letters, and nothing else."""
    return len(text) <= 70 and _writers().fullmatch(text) is not None


def is_noise(text: str) -> bool:
    """Tell whether a whole line belongs to the paper and not to the text: page number, signature foot."""
    if (
        not text
        or len(text) > 140
        or (len(text) > 60 and not text.endswith(_noise_ends()) and "   " not in text)
    ):
        return False
    key = _DIGITS.sub("#", text.casefold())
    return key in _noise_lines() or key.endswith(_noise_endings()) or _all_noise(key)


def _all_noise(key: str) -> bool:
    if "   " not in key and "\t" not in key:
        return False
    return all(column.strip() in _noise_lines() for column in _COLUMN.split(key) if column.strip())


@cache
def _noise_lines() -> frozenset[str]:
    return frozenset(word.casefold() for word in _data()["noise"]["lines"])


@cache
def _noise_ends() -> tuple[str, ...]:
    return tuple(ending[-4:] for ending in _data()["noise"]["endings"])


@cache
def _noise_endings() -> tuple[str, ...]:
    return tuple(_data()["noise"]["endings"])
