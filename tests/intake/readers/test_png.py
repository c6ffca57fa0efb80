"""Pages as pictures: any reader of png finds the dots that were given."""

from __future__ import annotations

import struct
import zlib

from hypothesis import given
from hypothesis import strategies as st

from samsyn.intake.readers.png import grey_png


def dots(png: bytes) -> tuple[int, int, list[bytes]]:
    """Return width, height and rows of an unfiltered grey png, its checksums proven."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    parts, place = {}, 8
    while place < len(png):
        (size,) = struct.unpack_from(">L", png, place)
        kind, data = png[place + 4 : place + 8], png[place + 8 : place + 8 + size]
        assert struct.unpack_from(">L", png, place + 8 + size) == (zlib.crc32(kind + data),)
        parts[kind], place = data, place + 12 + size
    width, height, depth, colour = struct.unpack_from(">LLBB", parts[b"IHDR"])
    assert (depth, colour, list(parts)) == (8, 0, [b"IHDR", b"IDAT", b"IEND"])
    plain = zlib.decompress(parts[b"IDAT"])
    rows = [plain[row * (width + 1) : (row + 1) * (width + 1)] for row in range(height)]
    assert {row[0] for row in rows} == {0}
    return width, height, [row[1:] for row in rows]


@given(st.integers(1, 20), st.integers(1, 20), st.integers(0, 3))
def test_the_dots_come_back(width: int, height: int, spare: int) -> None:
    stride = width + spare
    given_dots = bytes((7 * place + width) % 256 for place in range(stride * height))
    rows = [given_dots[row * stride : row * stride + width] for row in range(height)]
    assert dots(grey_png(given_dots, width, height, stride)) == (width, height, rows)
