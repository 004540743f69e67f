"""Where the databases' key comes from."""

import stat
from pathlib import Path

import pytest

from kiosk.database import key
from kiosk.database.key import KeyMissing


def test_a_key_file_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "demo" / "key"
    first = key.read(f"file:{path}", {})
    assert len(first) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert key.read(f"file:{path}", {}) == first
    assert key.read(f"file:{tmp_path / 'other'}", {}) != first


def test_a_key_file_open_to_others_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    key.read(f"file:{path}", {})
    path.chmod(0o640)
    with pytest.raises(KeyMissing, match="chmod 600"):
        key.read(f"file:{path}", {})


@pytest.mark.parametrize("content", ["", "abc", "zz" * 32, "00" * 31, "ы"])
def test_a_damaged_key_is_refused_and_left_alone(tmp_path: Path, content: str) -> None:
    path = tmp_path / "key"
    path.write_text(content, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(KeyMissing):
        key.read(f"file:{path}", {})
    assert path.read_text(encoding="utf-8") == content


def test_the_systems_credential_is_read_from_its_directory(tmp_path: Path) -> None:
    (tmp_path / "kiosk-key").write_text("ab" * 32 + "\n")
    assert key.read("credentials", {"CREDENTIALS_DIRECTORY": str(tmp_path)}) == b"\xab" * 32


def test_without_the_systems_credential_the_installer_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing, match="CREDENTIALS_DIRECTORY"):
        key.read("credentials", {})
    with pytest.raises(KeyMissing, match="kiosk-key"):
        key.read("credentials", {"CREDENTIALS_DIRECTORY": str(tmp_path)})


def test_a_machine_without_a_keyring_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    import keyring.core

    keyring.core.init_backend()
    with pytest.raises(KeyMissing, match="NoKeyringError"):
        key.read("keyring", {})
