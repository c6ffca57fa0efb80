"""Looks at the bytes of a file before any library opens it (ASVS 5.2; trust: zip bombs, entity attacks)."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from io import BytesIO
from typing import Literal

Kind = Literal["txt", "md", "html", "docx", "pdf", "csv", "xlsx", "sie", "ics", "json"]

MB = 1024 * 1024
MAX_BYTES = 50 * MB
MAX_ENTRIES = 2_000
MAX_DIRECTORY = MAX_ENTRIES * 400
"""The zip directory's size in bytes: it is read whole, so it is bounded before."""
MAX_INFLATED = 100 * MB
MAX_RATIO = 200
"""How many times an entry above one MB may grow; office documents seldom pass 50."""

EXTENSIONS: dict[str, Kind] = {
    "txt": "txt", "text": "txt", "md": "md", "markdown": "md", "html": "html", "htm": "html", "docx": "docx",
    "pdf": "pdf", "csv": "csv", "tsv": "csv", "xlsx": "xlsx", "ics": "ics", "json": "json",
    "sie": "sie", "se": "sie", "si": "sie",
}  # fmt: skip
OTHER_FORMATS = {
    "doc": "Öppna den i Word och spara som docx.", "docm": "Öppna den i Word och spara som docx.",
    "rtf": "Öppna den i Word och spara som docx.", "odt": "Öppna den och spara som docx.",
    "xls": "Öppna den i Excel och spara som xlsx.", "xlsm": "Öppna den i Excel och spara som xlsx.",
    "xlsb": "Öppna den i Excel och spara som xlsx.", "ods": "Öppna den och spara som xlsx.",
    "zip": "Packa upp den och lägg in filerna var för sig.", "svg": "Spara dokumentet som pdf med text.",
}  # fmt: skip
READABLE = "Samsyn läser txt, md, html, docx, pdf, csv, xlsx, sie (se, si), ics och json."

_MAGIC: dict[bytes, str] = {
    b"PK\x03\x04": "zip", b"PK\x05\x06": "zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole", b"{\\rtf": "rtf",
    b"\x89PNG": "bild", b"\xff\xd8\xff": "bild", b"GIF8": "bild", b"II*\x00": "bild", b"MM\x00*": "bild",
    b"\x1f\x8b": "arkiv", b"7z\xbc\xaf": "arkiv", b"Rar!": "arkiv", b"MZ": "program", b"\x7fELF": "program",
}  # fmt: skip
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_DECLARATIONS = tuple(
    text.encode(name)
    for name in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
    for text in ("<!DOCTYPE", "<!ENTITY")
)
_XML_ENCODING = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)[\"']")
_EBCDIC = "<?xm".encode("cp037")
_SAFE_ENCODINGS = frozenset(
    {b"utf-8", b"us-ascii", b"ascii", b"utf-16", b"utf-16le", b"utf-16be", b"iso-8859-1"}
)
_HTML_TRICK = re.compile(rb"<!ENTITY|<!DOCTYPE[^>\[]{0,1000}\[|<\?xml-stylesheet", re.IGNORECASE)


class Refused(Exception):
    """A file that is not read; the text is one Swedish sentence on what and one on what to do."""


def gate(data: bytes, name: str) -> Kind:
    """Return what kind of file the bytes are, or raise Refused before anything opens them.

    Memory stays bounded: compressed parts are inflated in pieces, counted, and thrown away.
    """
    check_size(len(data), name)
    kind = _kind_of_name(name)
    found = _kind_of_bytes(data)
    if found == "zip":
        _check_zip(data, name, kind)
    elif found == "pdf":
        _check_pdf(data, name, kind)
    elif found:
        raise Refused(_misfit(data, name, found))
    else:
        _check_text(data, name, kind)
    return kind


def check_size(size: int, name: str) -> None:
    """Raise Refused for an empty file or one over the limit in bytes; asked before the bytes are read into memory."""
    if not size:
        raise Refused(f"Filen {name} är tom (0 byte). Spara om den där den skapades och försök igen.")
    if size > MAX_BYTES:
        raise Refused(
            f"Filen {name} är {size // MB} MB och gränsen är {MAX_BYTES // MB} MB. Dela upp den och försök igen."
        )


def _kind_of_name(name: str) -> Kind:
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension in EXTENSIONS:
        return EXTENSIONS[extension]
    if extension in OTHER_FORMATS:
        raise Refused(f"Filen {name} är av en sort som inte läses. {OTHER_FORMATS[extension]}")
    what = f"har ändelsen .{extension}" if extension else "har ingen filändelse"
    raise Refused(f"Filen {name} {what} och kan inte läsas. {READABLE}")


def _kind_of_bytes(data: bytes) -> str:
    """Return "zip", "pdf" or another format's name by its first bytes; nothing for text."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), "")


def _misfit(data: bytes, name: str, found: str) -> str:
    if found == "ole" and _ENCRYPTED_OFFICE in data:
        return f"Filen {name} är skyddad med lösenord. Spara en kopia utan lösenord och försök igen."
    sentences = {
        "ole": "är i Words eller Excels gamla format. Öppna den och spara som docx eller xlsx.",
        "rtf": "är i formatet rtf. Öppna den i Word och spara som docx.",
        "bild": "är en bild. Spara dokumentet som pdf med text eller som docx.",
        "arkiv": "är ett komprimerat arkiv. Packa upp det och lägg in filerna var för sig.",
        "program": "är ett program och läses inte. Kontrollera att du valde rätt fil.",
    }
    return f"Filen {name} {sentences[found]}"


def _wrong_extension(name: str, content: str) -> Refused:
    return Refused(
        f"Filen {name} innehåller {content}, inte det som ändelsen säger. "
        "Byt till rätt ändelse och försök igen."
    )


def _check_pdf(data: bytes, name: str, kind: Kind) -> None:
    if kind != "pdf":
        raise _wrong_extension(name, "en pdf")


def _check_text(data: bytes, name: str, kind: Kind) -> None:
    if kind in {"pdf", "docx", "xlsx"}:
        raise Refused(
            f"Filen {name} är ingen {kind}-fil eller så är den skadad. "
            "Öppna den, spara om den och försök igen."
        )
    if not data.strip(b" \t\r\n\xef\xbb\xbf\x00\xff\xfe"):
        raise Refused(f"Filen {name} innehåller bara tomma rader. Kontrollera att du valde rätt fil.")
    if not _is_text(data):
        raise Refused(
            f"Filen {name} är inte läsbar text. Kontrollera ändelsen eller spara om filen som text."
        )
    if (kind == "html" or data.lstrip()[:5] in {b"<?xml", b"<svg "}) and _HTML_TRICK.search(
        data.replace(b"\x00", b"")
    ):
        raise Refused(f"Filen {name} {_DTD}")


_DTD = (
    "innehåller en dokumenttypsdefinition (DTD) som kan dölja text. "
    "Spara om den i Word, Excel eller webbläsaren och försök igen."
)


def _is_text(data: bytes) -> bool:
    """Return whether the bytes hold text: no zeros but those of UTF-16, few control characters."""
    head = data[: 64 * 1024]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    zeros = data.count(0)
    if zeros:
        return abs(zeros * 2 - len(data)) < 0.4 * len(data) and not (
            head[0::2].count(0) and head[1::2].count(0) > 9
        )
    control = sum(head.count(byte) for byte in (*range(1, 9), *range(14, 27), 28, 29, 30, 31))
    return control * 100 <= len(head)


def _check_zip(data: bytes, name: str, kind: Kind) -> None:
    entries = _entries(data, name)
    content = _office_kind(entries)
    if content != kind:
        raise _wrong_extension(
            name, {"docx": "ett Word-dokument", "xlsx": "ett kalkylblad"}.get(content, "ett arkiv")
        )
    with zipfile.ZipFile(BytesIO(data)) as archive:
        left = MAX_INFLATED
        for entry in entries:
            left -= _check_entry(archive, entry, name, left)


def _entries(data: bytes, name: str) -> list[zipfile.ZipInfo]:
    damaged = Refused(
        f"Filen {name} är skadad och kan inte packas upp. Spara om den där den skapades och försök igen."
    )
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0 or end + 22 > len(data):
        raise damaged
    (directory_size,) = struct.unpack_from("<L", data, end + 12)
    if directory_size > MAX_DIRECTORY:
        raise Refused(f"Filen {name} innehåller för många delar. Spara om den som en enkel docx eller xlsx.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError) as error:
        raise damaged from error
    if len(entries) > MAX_ENTRIES or len({entry.filename for entry in entries}) < len(entries):
        raise Refused(
            f"Filen {name} innehåller för många eller dubbla delar. Spara om den som docx eller xlsx."
        )
    if sum(entry.file_size for entry in entries) > MAX_INFLATED:
        raise Refused(_too_large(name))
    return entries


def _office_kind(entries: list[zipfile.ZipInfo]) -> str:
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" not in names:
        return ""
    return next(
        (
            kind
            for folder, kind in (("word/", "docx"), ("xl/", "xlsx"))
            if any(n.startswith(folder) for n in names)
        ),
        "",
    )


def _too_large(name: str) -> str:
    return (
        f"Filen {name} blir mer än {MAX_INFLATED // MB} MB uppackad. "
        "Ta bort bilder och överflödiga blad, spara om den och försök igen."
    )


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, left: int) -> int:
    """Return how many bytes an entry inflates to; nothing of it is kept."""
    if entry.flag_bits & 1:
        raise Refused(f"Filen {name} är skyddad med lösenord. Spara en kopia utan lösenord och försök igen.")
    size, tail, xml = 0, b"", False
    try:
        with archive.open(entry) as part:
            while piece := part.read(256 * 1024):
                if not size:
                    xml = _is_xml(piece, name)
                size += len(piece)
                if size > left or (size > MB and size > MAX_RATIO * max(1, entry.compress_size)):
                    raise Refused(_too_large(name))
                if xml and any(mark in tail + piece for mark in _DECLARATIONS):
                    raise Refused(f"Filen {name} {_DTD}")
                tail = piece[-64:]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise Refused(
            f"Filen {name} är skadad och kan inte packas upp. Spara om den och försök igen."
        ) from error
    return size


def _is_xml(head: bytes, name: str) -> bool:
    """Return whether a part is markup; refuses one in an encoding that could hide declarations."""
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:200]
    found = _XML_ENCODING.match(start)
    if head.startswith(_EBCDIC) or (found and found[1].lower() not in _SAFE_ENCODINGS):
        raise Refused(
            f"Filen {name} har text i en ovanlig teckenkodning. "
            "Spara om den i Word eller Excel och försök igen."
        )
    return not start or start.startswith(b"<")
