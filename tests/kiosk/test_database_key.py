"""Where the databases' key comes from: what the machine decides, and never a file by itself."""

import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.core
import pytest
from keyring.backend import KeyringBackend

from kiosk.database import key
from kiosk.database.key import KeyMissing


class Drawer(KeyringBackend):
    """A desktop's keyring, in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # of keyring
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    before = keyring.get_keyring()
    drawer = Drawer()
    keyring.set_keyring(drawer)
    yield drawer
    keyring.set_keyring(before)


def read(source: str, environment: dict[str, str] | None = None, *, may_make: bool = True) -> bytes:
    return key.read(source, environment or {}, may_make=may_make)


def sealed(directory: Path) -> dict[str, str]:
    """What systemd tells a service whose credentials it has unsealed."""
    (directory / "kiosk-key").write_text("ab" * 32 + "\n")
    return {"CREDENTIALS_DIRECTORY": str(directory)}


def test_a_service_with_credentials_takes_them_and_not_the_keyring(tmp_path: Path, drawer: Drawer) -> None:
    read("keyring")
    assert read("system", sealed(tmp_path)) == b"\xab" * 32


def test_without_credentials_the_keyring_is_asked(drawer: Drawer) -> None:
    made = read("system")
    assert [bytes.fromhex(text) for text in drawer.kept.values()] == [made]
    assert read("system") == read("keyring") == made


def test_credentials_that_lack_the_key_are_not_made_up_for_by_the_keyring(tmp_path: Path, drawer: Drawer) -> None:
    read("keyring")
    with pytest.raises(KeyMissing, match="kiosk-key"):
        read("system", {"CREDENTIALS_DIRECTORY": str(tmp_path)})


def test_a_machine_with_neither_gets_no_file_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    before = keyring.get_keyring()
    keyring.core.init_backend()
    try:
        for source in ("system", "keyring"):
            with pytest.raises(KeyMissing, match=r"NoKeyringError.*systemd.*--key-file"):
                read(source)
    finally:
        keyring.set_keyring(before)
    assert list(tmp_path.iterdir()) == []


def test_where_something_is_encrypted_already_no_new_key_is_made(tmp_path: Path, drawer: Drawer) -> None:
    with pytest.raises(KeyMissing, match="прежнего ключа"):
        read("system", may_make=False)
    with pytest.raises(KeyMissing, match="прежнего файла"):
        read(f"file:{tmp_path / 'key'}", may_make=False)
    assert drawer.kept == {}
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_no_key_file_can_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KeyMissing, match="file/key"):
        read(f"file:{tmp_path / 'file' / 'key'}")


def test_a_key_file_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "demo" / "key"
    first = read(f"file:{path}")
    assert len(first) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read(f"file:{path}") == first
    assert read(f"file:{tmp_path / 'other'}") != first


def test_a_key_file_open_to_others_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    read(f"file:{path}")
    path.chmod(0o640)
    with pytest.raises(KeyMissing, match="chmod 600"):
        read(f"file:{path}")


@pytest.mark.parametrize("content", ["", "abc", "zz" * 32, "00" * 31, "ы"])
def test_a_damaged_key_is_refused_and_left_alone(tmp_path: Path, content: str) -> None:
    path = tmp_path / "key"
    path.write_text(content, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(KeyMissing):
        read(f"file:{path}")
    assert path.read_text(encoding="utf-8") == content


def test_without_the_systems_credential_the_installer_is_told_what_to_do() -> None:
    with pytest.raises(KeyMissing, match="CREDENTIALS_DIRECTORY"):
        read("credentials")
