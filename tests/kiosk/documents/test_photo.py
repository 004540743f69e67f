"""Photos: bounded, readable, and with nothing in them but the picture."""

import io
import os
import struct
import zlib

import pytest
from PIL import Image, ImageDraw

from kiosk.documents.photo import LONGEST_SIDE, MOST_BYTES, prepare, prepare_file
from kiosk.domain.errors import Refused

SECRET = b"Canary 48.8584N"


def opened(jpeg: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(jpeg))
    picture.load()
    return picture


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


@pytest.mark.parametrize("size", [(1, 1), (640, 480), (1920, 1080), (1080, 1920), (4000, 3)])
def test_a_photo_keeps_its_shape_and_is_at_most_1600_pixels_long(size: tuple[int, int]) -> None:
    picture = opened(prepare(bytes((40, 90, 160)) * (size[0] * size[1]), size))
    assert picture.format == "JPEG" and picture.mode == "RGB"
    scale = min(1.0, LONGEST_SIDE / max(size))
    assert picture.size == tuple(max(1, round(side * scale)) for side in size)
    assert all(abs(seen - meant) < 6 for seen, meant in zip(picture.getpixel((0, 0)), (40, 90, 160), strict=True))  # type: ignore[arg-type]


def test_even_noise_fits_into_600_kilobytes() -> None:
    assert len(prepare(os.urandom(2400 * 1800 * 3), (2400, 1800))) <= MOST_BYTES


@pytest.mark.parametrize(
    ("pixels", "size"), [(b"", (0, 0)), (b"", (2, 2)), (b"123", (2, 2)), (b"1" * 13, (2, 2)), (b"1" * 12, (-2, -2))]
)
def test_pixels_that_make_no_picture_are_refused_in_words(pixels: bytes, size: tuple[int, int]) -> None:
    with pytest.raises(Refused) as refused:
        prepare(pixels, size)
    assert "Снимите ещё раз или продолжите без него" in refused.value.text


def test_nothing_of_a_files_metadata_is_left() -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    source = saved(
        Image.new("RGB", (300, 200), "red"), "JPEG", exif=exif, icc_profile=b"profile" + SECRET, comment=SECRET
    )
    assert SECRET in source
    jpeg = prepare_file(source)
    assert SECRET not in jpeg and b"Exif" not in jpeg and b"ICC_PROFILE" not in jpeg
    assert set(opened(jpeg).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_picture_lying_on_its_side_is_turned_as_its_camera_noted() -> None:
    picture = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(picture).rectangle((0, 0, 30, 199), fill="blue")
    exif = Image.Exif()
    exif[0x0112] = 6
    upright = opened(prepare_file(saved(picture, "JPEG", exif=exif)))
    assert upright.size == (200, 300)
    top = upright.getpixel((100, 10))
    assert isinstance(top, tuple) and top[2] > 200 > 60 > top[0]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "CMYK", "I;16"])
def test_pictures_of_any_kind_become_plain_ones(mode: str) -> None:
    form = "TIFF" if mode in ("CMYK", "I;16") else "PNG"
    assert opened(prepare_file(saved(Image.new(mode, (30, 20)), form))).size == (30, 20)


def test_what_is_transparent_becomes_paper() -> None:
    clear = saved(Image.new("RGBA", (30, 20), (0, 0, 0, 0)), "PNG")
    assert opened(prepare_file(clear)).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + b"0" * 50, b"GIF89a"])
def test_an_unreadable_file_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        prepare_file(content)
    assert refused.value.code == "photo.unreadable"


def test_a_file_cut_short_is_refused() -> None:
    whole = saved(Image.effect_noise((300, 300), 90), "JPEG")
    with pytest.raises(Refused):
        prepare_file(whole[: len(whole) // 3])


@pytest.mark.parametrize("side", [8_000, 10_000, 60_000])
def test_a_bomb_is_refused_before_it_unfolds(side: int) -> None:
    header = b"IHDR" + struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + header
        + struct.pack(">I", zlib.crc32(header))
        + struct.pack(">I", 10)
        + b"IDAT"
    )
    with pytest.raises(Refused) as refused:
        prepare_file(bomb)
    assert refused.value.code == "photo.large"
