"""A photo that no other is equal to."""

import io
import secrets

_FRAME = b"\xff\xc0"
"""Begins a JPEG's frame; length and precision follow in three bytes, then height and width."""


def picture(claims: int = 0) -> bytes:
    """A small JPEG of noise, a few hundred bytes; one that `claims` to have so many pixels a side has no more."""
    from PIL import Image

    out = io.BytesIO()
    Image.frombytes("L", (16, 16), secrets.token_bytes(256)).save(out, "JPEG", quality=90)
    made = out.getvalue()
    if not claims:
        return made
    before, frame, after = made.partition(_FRAME)
    return before + frame + after[:3] + claims.to_bytes(2, "big") * 2 + after[7:]
