"""Which letters the bytes of a text file stand for."""

from __future__ import annotations

import codecs

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

_SWEDISH = "åäöÅÄÖéÉ"
_ODD = "‰÷≈ƒ÷ŒŠšŽžÂÃ¶™¬†‡°±"


def decode(data: bytes) -> str:
    """Return the text of a file in whatever encoding an office saved it.

    Tries the byte order mark, UTF-16 without one, UTF-8, then Windows-1252 or Mac Roman, whichever gives more
    Swedish letters. Every byte becomes a letter: one that Windows-1252 leaves unused stays a control character.
    """
    for mark, name in BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if wide := _utf16(data):
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _single_bytes(data)


def _utf16(data: bytes) -> str:
    """Return the UTF-16 order that the places of the zero bytes betray, or nothing."""
    head = data[:4096]
    zeros = head.count(0)
    if not zeros or len(head) < 4:
        return ""
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if odd > 0.6 * len(head) / 2 and even < 0.1 * odd:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * len(head) / 2 and odd < 0.1 * even else ""


def _single_bytes(data: bytes) -> str:
    windows, _ = codecs.charmap_decode(data, "strict", _WINDOWS)
    mac = data.decode("mac-roman")
    return mac if _plausible(mac) > _plausible(windows) else windows


def _plausible(text: str) -> int:
    return sum(text.count(letter) for letter in _SWEDISH) - sum(text.count(letter) for letter in _ODD)


def _windows(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_WINDOWS = "".join(_windows(byte) for byte in range(256))
