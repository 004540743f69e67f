"""Tabular figures for reportlab, which knows no OpenType features: digits all as wide as the widest.

Golos Text has the feature «tnum», but its widths still differ (580 to 620 of 1000 units), so they are made equal here.
"""

import struct
from io import BytesIO

from reportlab.pdfbase.ttfonts import TTFont

DIGITS = tuple(map(ord, "0123456789"))


def tabular_font(name: str, data: bytes) -> TTFont:
    """A face whose digits are those of «tnum», equally wide in the font and in the PDF; copied text stays digits."""
    plain = TTFont(name, BytesIO(data)).face.charToGlyph
    swap = _tabular_glyphs(data)
    glyphs = {digit: swap[plain[digit]] for digit in DIGITS}
    font = TTFont(name, BytesIO(_with_equal_advances(data, tuple(glyphs.values()))))
    widest = max(font.face.charWidths[digit] for digit in DIGITS)
    font.face.charToGlyph.update(glyphs)
    font.face.charWidths.update(dict.fromkeys(DIGITS, widest))
    font.face.name += b"-Tabular"  # reportlab tells the fonts of a document apart by it
    return font


def _with_equal_advances(data: bytes, glyphs: tuple[int, ...]) -> bytes:
    """The font's file with one advance width for these glyphs, in its table «hmtx»."""
    at = _table(data, b"hmtx")[0]
    widest = max(struct.unpack_from(">H", data, at + 4 * glyph)[0] for glyph in glyphs)
    changed = bytearray(data)
    for glyph in glyphs:
        struct.pack_into(">H", changed, at + 4 * glyph, widest)
    return bytes(changed)


def _table(data: bytes, tag: bytes) -> tuple[int, int]:
    """Where a table of the font begins and ends."""
    (count,) = struct.unpack_from(">H", data, 4)
    for index in range(count):
        name, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        if name == tag:
            return offset, offset + length
    raise ValueError(f"the font has no table {tag!r}")


def _tabular_glyphs(data: bytes) -> dict[int, int]:
    """Glyph → glyph, by the single substitutions (OpenType GSUB, lookup type 1) of «tnum»."""
    gsub = data[slice(*_table(data, b"GSUB"))]
    features, lookups = struct.unpack_from(">HH", gsub, 6)
    (count,) = struct.unpack_from(">H", gsub, features)
    swap: dict[int, int] = {}
    for index in range(count):
        tag, offset = struct.unpack_from(">4sH", gsub, features + 2 + 6 * index)
        if tag == b"tnum":
            for lookup in _array(gsub, features + offset + 2):
                swap |= _single_substitutions(gsub, lookups + _array(gsub, lookups)[lookup])
    return swap


def _single_substitutions(gsub: bytes, lookup: int) -> dict[int, int]:
    swap: dict[int, int] = {}
    for offset in _array(gsub, lookup + 4):
        table = lookup + offset
        form, coverage = struct.unpack_from(">HH", gsub, table)
        covered = _covered(gsub, table + coverage)
        if form == 1:
            (delta,) = struct.unpack_from(">h", gsub, table + 4)
            swap |= {glyph: (glyph + delta) & 0xFFFF for glyph in covered}
        else:
            swap |= dict(zip(covered, _array(gsub, table + 4), strict=True))
    return swap


def _covered(gsub: bytes, coverage: int) -> list[int]:
    (form,) = struct.unpack_from(">H", gsub, coverage)
    if form == 1:
        return list(_array(gsub, coverage + 2))
    (count,) = struct.unpack_from(">H", gsub, coverage + 2)
    ranges = (struct.unpack_from(">HHH", gsub, coverage + 4 + 6 * index) for index in range(count))
    return [glyph for first, last, _ in ranges for glyph in range(first, last + 1)]


def _array(data: bytes, at: int) -> tuple[int, ...]:
    """A counted array of 16-bit numbers."""
    (count,) = struct.unpack_from(">H", data, at)
    return struct.unpack_from(f">{count}H", data, at + 2)
