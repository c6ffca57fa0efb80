"""Web pages: their text in reading order, lists and table rows kept as such."""

from html.parser import HTMLParser

from samsyn.intake.readers.encoding import decode
from samsyn.intake.readers.lines import Line, number

_SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote"})
_BLOCKS = _SPACED | {
    "address", "article", "aside", "body", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
    "form", "header", "hr", "li", "main", "nav", "pre", "section", "tbody", "tfoot", "thead", "tr",
}  # fmt: skip
_SILENT = frozenset({"script", "style", "head", "template", "noscript", "svg", "iframe"})


def read_html(data: bytes) -> tuple[Line, ...]:
    """Read a web page; lines are numbered in the text as read, since one line of source may hold the whole page."""
    parser = _Text()
    parser.feed(decode(data))
    parser.close()
    return number(parser.lines())


class _Text(HTMLParser):
    """Collects the text of a page line by line (sidtext)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._silent = 0
        self._lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Break lines at blocks and put a mark before list items, a tab between cells."""
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self._lines.append("")
        elif tag in ("td", "th") and self._lines[-1]:
            self._lines[-1] += "\t"
        elif tag in _BLOCKS:
            self._break(tag)
        if tag in ("ol", "ul"):
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._lines[-1] += self._mark()

    def handle_endtag(self, tag: str) -> None:
        """Close lists and silent parts, and end the line of a block."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        if tag in _BLOCKS:
            self._break(tag)

    def handle_data(self, data: str) -> None:
        """Add text to the line, white space as one space."""
        if self._silent:
            return
        words = " ".join(data.split())
        if not words:
            data = " " if data else ""
            self._lines[-1] += data if self._lines[-1] and not self._lines[-1].endswith((" ", "\t")) else ""
            return
        before = (
            " " if data[0].isspace() and self._lines[-1] and not self._lines[-1].endswith((" ", "\t")) else ""
        )
        self._lines[-1] += before + words + (" " if data[-1].isspace() else "")

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Pass over a marked section, also one of a kind that the parser knows not and would stop at."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)  # what browsers take it for

    def lines(self) -> list[str]:
        """Return the lines, blanks between blocks included."""
        return [line.strip(" ") for line in self._lines]

    def _break(self, tag: str) -> None:
        if self._lines[-1].strip():
            self._lines.append("")
        if tag in _SPACED and len(self._lines) > 1 and self._lines[-2].strip():
            self._lines.append("")

    def _mark(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "- "
        self._lists[-1] += 1
        return f"{self._lists[-1]}. "
