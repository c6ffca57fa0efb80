"""Numbers of public series: the State's reports, memoranda, bills, terms of reference and statutes."""

import re
from dataclasses import dataclass

_NAMES = {"sou": "SOU", "ds": "Ds", "sfs": "SFS", "prop": "prop.", "dir": "dir.", "skr": "skr."}
_NUMBER = re.compile(
    r"(?<![\w-])(?P<series>SOU|Ds|SFS|[Pp]rop\.?|[Dd]ir\.?|[Ss]kr\.?)[ \u00a0]?"
    r"(?P<number>(?:19|20)\d\d(?:/\d\d(?:\d\d)?)?:\d{1,4})(?![\d:])"
)


@dataclass(frozen=True, slots=True)
class SeriesNumber:
    """A number in a public series, such as SOU 2024:12 (serienummer)."""

    series: str
    number: str

    @property
    def key(self) -> str:
        """Return what two writings of the number share."""
        return f"{self.series.rstrip('.').casefold()} {self.number}"

    def __str__(self) -> str:
        return f"{self.series} {self.number}"


def find_series(text: str) -> tuple[SeriesNumber, ...]:
    """Return the numbers of public series in the text, each once, in order; a law's bare number is none."""
    found = (
        SeriesNumber(_NAMES[hit["series"].rstrip(".").casefold()], hit["number"])
        for hit in _NUMBER.finditer(text)
    )
    return tuple(dict.fromkeys(found))
