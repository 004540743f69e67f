"""A photo that no other is equal to."""

import io
import secrets


def picture() -> bytes:
    """A small JPEG of noise, a few hundred bytes."""
    from PIL import Image

    out = io.BytesIO()
    Image.frombytes("L", (16, 16), secrets.token_bytes(256)).save(out, "JPEG", quality=90)
    return out.getvalue()
