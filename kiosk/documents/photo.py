"""Photos of an appeal: re-encoded JPEG of a bounded size, nothing in it but the picture."""

import io
from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from kiosk.domain.errors import Refused

LONGEST_SIDE = 1600
"""Pixels."""
MOST_BYTES = 600_000
MOST_PIXELS = 50_000_000
"""A file that claims more is not unfolded."""
QUALITIES = (85, 75, 65, 55)
SHRINK = 0.8


def prepare(pixels: bytes, size: tuple[int, int]) -> bytes:
    """RGB pixels, 3 bytes each in rows without gaps, of width × height → JPEG ≤ 1600 px and ≤ 600 KB, no metadata.

    Refused when there is no picture in them. Slow (about 50 ms): run it in a job thread.
    """
    width, height = size
    if width < 1 or height < 1 or len(pixels) != width * height * 3:
        raise _unreadable()
    return _encode(Image.frombytes("RGB", size, pixels))


def prepare_file(content: bytes) -> bytes:
    """The same for a picture in any format Pillow reads, turned as its camera noted; Refused when it cannot be read."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _large()
            return _encode(_opaque(ImageOps.exif_transpose(picture)))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise _unreadable() from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _large() from None


def _unreadable() -> Refused:
    return Refused("photo.unreadable", "Снимок не читается. Снимите ещё раз или продолжите без него.")


def _large() -> Refused:
    return Refused("photo.large", "Снимок слишком большой. Выберите другой или продолжите без него.")


def _opaque(picture: Image.Image) -> Image.Image:
    """RGB over white, without the palette, transparency and profile of the original."""
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def _encode(picture: Image.Image) -> bytes:
    """The first attempt small enough; each is fresh pixels, so that nothing of the original's metadata follows."""
    return next(jpeg for jpeg in _attempts(picture) if len(jpeg) <= MOST_BYTES)


def _attempts(picture: Image.Image) -> Iterator[bytes]:
    side = float(LONGEST_SIDE)
    while True:
        smaller = picture.copy()
        smaller.info = {}
        smaller.thumbnail((max(1, round(side)), max(1, round(side))), Image.Resampling.LANCZOS)
        for quality in QUALITIES:
            out = io.BytesIO()
            smaller.save(out, "JPEG", quality=quality, optimize=True, exif=b"", icc_profile=None)
            yield out.getvalue()
        side *= SHRINK
