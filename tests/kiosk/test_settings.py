"""What an installer may set, and what a mistake is answered with."""

from pathlib import Path

import pytest

from kiosk import settings
from kiosk.settings import SettingsError


def written(directory: Path, text: str) -> Path:
    file = directory / "kiosk.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_everything_is_read_from_the_file(tmp_path: Path) -> None:
    video = tmp_path / "camera.mp4"
    video.touch()
    file = written(
        tmp_path,
        f'server = "https://uk.example/kiosk/"\ndata = "{tmp_path}"\ndiagonal = 27\nresolution = "1080x1920"\n'
        f'printer = "kiosk"\ncamera = "{video}"\nkey = "keyring"\n',
    )
    found = settings.load({}, file)
    assert found.server == "https://uk.example/kiosk"
    assert (found.data, found.diagonal, found.resolution) == (tmp_path, 27.0, (1080, 1920))
    assert (found.printer, found.camera, found.key) == ("kiosk", str(video), "keyring")


def test_the_environment_overrules_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, 'server = "https://one.example"\ndiagonal = 27\n')
    found = settings.load({"KIOSK_SERVER": "http://127.0.0.1:8470", "KIOSK_RESOLUTION": "1920×1080"}, file)
    assert (found.server, found.diagonal, found.resolution) == ("http://127.0.0.1:8470", 27.0, (1920, 1080))


def test_an_empty_file_leaves_the_defaults(tmp_path: Path) -> None:
    found = settings.load({}, written(tmp_path, ""))
    assert (found.server, found.resolution, found.printer, found.camera) == ("", None, "", "auto")
    assert found.key == "system"
    assert found.data.is_absolute()


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ('server = "http://uk.example"', "server"),
        ('server = "uk.example"', "server"),
        ('server = ""', "server"),
        ("diagonal = 500", "diagonal"),
        ('diagonal = "big"', "diagonal"),
        ("diagonal = nan", "diagonal"),
        ('resolution = "1080"', "resolution"),
        ('resolution = "0x5"', "resolution"),
        ('camera = "/no/such/file.mp4"', "camera"),
        ('key = "file:/a/place"', "key"),
        ('key = "secret"', "key"),
        ('data = "here"', "data"),
        ('printr = "kiosk"', "printr"),
    ],
)
def test_a_bad_value_is_told_by_file_and_field(tmp_path: Path, text: str, about: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(SettingsError) as error:
        settings.load({}, file)
    assert str(file) in str(error.value)
    assert f"«{about}»" in str(error.value)


def test_a_bad_variable_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="KIOSK_DIAGONAL"):
        settings.load({"KIOSK_DIAGONAL": "x"}, written(tmp_path, ""))


def test_a_file_that_is_named_must_be_there_and_be_toml(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"absent\.toml"):
        settings.load({}, tmp_path / "absent.toml")
    with pytest.raises(SettingsError, match="TOML"):
        settings.load({}, written(tmp_path, "server = \n"))
    (tmp_path / "kiosk.toml").write_bytes("server = 'ы'".encode("cp1251"))
    with pytest.raises(SettingsError, match="UTF-8"):
        settings.load({}, tmp_path / "kiosk.toml")
