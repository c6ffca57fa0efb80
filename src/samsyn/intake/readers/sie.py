"""Reads SIE type 4: the vouchers of a ledger, as a table with one row per #TRANS."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO, StringIO

from samsyn.intake.readers.gate import Refused
from samsyn.intake.readers.tables import Packed, Row, Table

MAX_ROWS = 1_000_000
HEADER = ("Verifikation", "Datum", "Konto", "Text", "Belopp")
DIMENSIONS = {
    "1": "Kostnadsställe", "2": "Kostnadsbärare", "6": "Projekt", "7": "Anställd", "8": "Kund", "9": "Leverantör",
    "10": "Faktura",
}  # fmt: skip
"""What the standard calls the dimensions that a file need not name."""
SUPPLIER = "9"

_FIELD = re.compile(r'"((?:[^"\\]|\\.)*)"|\{([^}]*)\}?|([^\s{}"]+)')
_AMOUNT = re.compile(r"(-?)(\d{1,15})(?:[.,](\d{1,2}))?")
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_TAG = re.compile(rb"\s*(#\w+|[{}]|\S)")
_FACTS = frozenset({b"#FNAMN", b"#SIETYP", b"#KONTO", b"#DIM", b"#UNDERDIM", b"#OBJEKT"})
_CODE_PAGES = {"cp437": "CP437", "cp1252": "Windows-1252", "utf-8": "UTF-8"}
_ASCII = bytes(range(128))
_LETTERS = {page: frozenset("åäöÅÄÖéÉü".encode(page)) for page in ("cp437", "cp1252")}

Objects = dict[str, str]


@dataclass(slots=True)
class _Voucher:
    """A voucher while its lines are read: rows are (line, account, objects, day, text, öre) (verifikation)."""

    name: str
    line: int
    day: str
    text: str
    rows: list[tuple[int, str, str, str, str, int]] = field(default_factory=list)
    wrong: str = ""
    opened: bool = False

    def problem(self) -> str:
        """Return why it cannot be used, or nothing."""
        if self.wrong:
            return self.wrong
        if not self.rows:
            return "Inga #TRANS-rader finns"
        if left := sum(row[-1] for row in self.rows):
            return f"Raderna går inte jämnt ut, {_kronor(left).replace('.', ',')} kr skiljer"
        return "" if all(_DAY.fullmatch(row[3]) for row in self.rows) else "Datumet går inte att läsa"


@dataclass(slots=True)
class _File:
    """What a file says beside its vouchers, and what is to be told of it (fil)."""

    company: str = ""
    kind: str = ""
    accounts: dict[str, str] = field(default_factory=dict)
    dimensions: dict[str, str] = field(default_factory=lambda: dict(DIMENSIONS))
    objects: dict[tuple[str, str], str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    refused: list[tuple[int, str]] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)


def read_sie(data: bytes, name: str) -> Table:
    """Read a SIE file into a table of voucher rows, each with the line it stands on.

    A voucher without rows, with a row that cannot be read or that does not balance to the öre is left out and told
    with its line and why; text in another code page than the standard's CP437 is read all the same, and told.
    Raises Refused where there is no voucher at all, as in types 1 to 3, or none that can be read.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    data = data if b"\n" in data else data.replace(b"\r", b"\n")
    found = _File()
    _facts(found, data)
    columns = [number for number in found.dimensions if number in found.used]
    rows, count = StringIO(), 0
    for one in _vouchers(data):
        if reason := one.problem():
            found.refused.append((one.line, f"Verifikation {one.name} lästes inte: {reason}"))
            continue
        count += len(one.rows)
        if count > MAX_ROWS:
            raise Refused(f"Filen {name} har mer än {MAX_ROWS} rader. Exportera en period i taget.")
        rows.writelines(_rows(found, one, columns))
    if not count:
        raise Refused(_nothing(found, name))
    return Table(
        name, (*HEADER, *(found.dimensions[number] for number in columns)), Packed(rows.getvalue(), count),
        notes=(Row(1, (found.company,)),) if found.company else (), decimal=".", refused=tuple(found.refused),
        remarks=tuple(sorted(found.remarks)),
    )  # fmt: skip


def _nothing(found: _File, name: str) -> str:
    if found.refused:
        line, reason = found.refused[0]
        return f"Ingen verifikation i {name} kan läsas. Rad {line}: {reason}. Exportera filen igen."
    kind = f" (SIE typ {found.kind})" if found.kind else ""
    return f"Filen {name} har inga verifikationer{kind}. Exportera SIE typ 4 och försök igen."


def _facts(found: _File, data: bytes) -> None:
    """Read all but the vouchers, and in which code pages the lines are written."""
    other: dict[str, list[int]] = {}
    for place, line in enumerate(BytesIO(data), start=1):
        if not line.isascii() and (page := _page(line)) != "cp437":
            other.setdefault(page, []).append(place)
        start = _TAG.match(line)
        tag = start[1].upper() if start else b""
        if tag in _FACTS:
            _fact(found, tag, _fields(_text(line)))
        elif tag == b"#TRANS" and (objects := line.partition(b"{")[2].partition(b"}")[0].split()):
            found.used.update(_text(one).strip('"') for one in objects[::2])
    for number in sorted(found.used - set(found.dimensions)):
        found.dimensions[number] = f"Dimension {number}"
    for page, places in other.items():
        more = f" här och på {len(places) - 1} rader till" if len(places) > 1 else ""
        told = f"Texten är skriven i {_CODE_PAGES[page]}{more}, inte i CP437 som SIE kräver, och lästes så"
        found.remarks.append((places[0], told))


def _fact(found: _File, tag: bytes, fields: Sequence[str]) -> None:
    one, two, three = (_part(fields, place) for place in range(3))
    if tag == b"#FNAMN":
        found.company = one
    elif tag == b"#SIETYP":
        found.kind = one
    elif tag == b"#KONTO":
        found.accounts[one] = two
    elif tag == b"#OBJEKT":
        found.objects[one, two] = three
    else:
        found.dimensions[one] = two if tag == b"#DIM" else three or two


def _page(line: bytes) -> str:
    """Return the code page that a line's own letters tell; the standard's where they tell nothing."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        high = line.translate(None, _ASCII)
        counts = {page: sum(byte in letters for byte in high) for page, letters in _LETTERS.items()}
        return "cp1252" if counts["cp1252"] > counts["cp437"] else "cp437"
    return "utf-8"


def _text(line: bytes) -> str:
    return line.decode("ascii" if line.isascii() else _page(line), errors="replace")


def _vouchers(data: bytes) -> Iterator[_Voucher]:
    """Yield the vouchers in the file's order."""
    voucher: _Voucher | None = None
    for number, line in enumerate(BytesIO(data), start=1):
        start = _TAG.match(line)
        tag = start[1].upper() if start else b""
        if tag == b"#VER":
            if voucher:
                yield voucher
            voucher = _voucher(number, _fields(_text(line)))
        elif voucher and tag == b"#TRANS":
            _transaction(voucher, number, _fields(_text(line)))
        elif voucher and tag == b"{":
            voucher.opened = True
        elif voucher and tag == b"}":
            yield voucher
            voucher = None
        elif voucher and voucher.opened and tag and not tag.startswith(b"#"):
            voucher.wrong = voucher.wrong or f"Rad {number} saknar #TRANS"
    if voucher:
        yield voucher


def _fields(text: str) -> list[str]:
    """Return the fields of a line after its tag; an object list is one field."""
    found = _FIELD.findall(text)
    return [quoted.replace('\\"', '"') or objects or bare for quoted, objects, bare in found][1:]


def _part(fields: Sequence[str], place: int) -> str:
    return " ".join(fields[place].split()) if place < len(fields) else ""


def _voucher(line: int, fields: Sequence[str]) -> _Voucher:
    name = " ".join(filter(None, (_part(fields, 0), _part(fields, 1))))
    return _Voucher(name or "utan nummer", line, _part(fields, 2), _part(fields, 3))


def _transaction(voucher: _Voucher, line: int, fields: Sequence[str]) -> None:
    found = _AMOUNT.fullmatch(_part(fields, 2))
    if not found or not _part(fields, 0):
        voucher.wrong = voucher.wrong or f"Beloppet på rad {line} går inte att läsa"
        return
    sign, whole, rest = found.groups()
    öre = int(whole) * 100 + int((rest or "0").ljust(2, "0"))
    account, objects, day = (sys.intern(_part(fields, place)) for place in (0, 1, 3))
    row = (line, account, objects, day or voucher.day, _part(fields, 4), -öre if sign else öre)
    voucher.rows.append(row)


def _rows(found: _File, one: _Voucher, columns: Sequence[str]) -> Iterator[str]:
    """Yield the rows of a voucher, packed."""
    for line, account, objects, day, text, öre in one.rows:
        parts = objects.replace('"', " ").split()
        held: Objects = dict(zip(parts[::2], parts[1::2], strict=False))
        codes = ((number, held.get(number, "")) for number in columns)
        told = text if one.text in text else f"{one.text} {text}".strip()
        name = _named(account, found.accounts.get(account, ""))
        cells = (one.name, f"{day[:4]}-{day[4:6]}-{day[6:8]}", name, told, _kronor(öre))
        more = (_object(found, number, code) for number, code in codes)
        yield "\t".join((str(line), *cells, *more)) + "\n"


def _object(found: _File, number: str, code: str) -> str:
    """Return an object as "310 Skolkontoret"; whom something was bought from by name, as invoices have it."""
    name = found.objects.get((number, code), "")
    return name if name and number == SUPPLIER else _named(code, name)


def _named(code: str, name: str) -> str:
    return f"{code} {name}" if code and name else code


def _kronor(öre: int) -> str:
    return f"{'-' if öre < 0 else ''}{abs(öre) // 100}.{abs(öre) % 100:02}"
