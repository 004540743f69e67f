"""Pictures for tests."""

import hashlib
import io

from PIL import Image


def jpeg(width: int = 64, quality: int = 75, kind: str = "JPEG", height: int = 0) -> bytes:
    """A noisy picture, unlike any other; square without a height."""
    out = io.BytesIO()
    Image.effect_noise((width, height or width), 64).convert("RGB").save(out, kind, quality=quality)
    return out.getvalue()


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()
