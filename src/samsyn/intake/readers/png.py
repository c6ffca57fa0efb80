"""Writes a picture of grey dots as png; two dozen lines instead of a picture library."""

import struct
import zlib


def grey_png(dots: bytes, width: int, height: int, stride: int) -> bytes:
    """Return rows of one byte a dot (0 black, 255 white) as a png file; `stride` bytes lie between starts of rows."""
    rows = b"".join(b"\x00" + dots[row * stride : row * stride + width] for row in range(height))
    head = struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(kind, data) for kind, data in parts)


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))
