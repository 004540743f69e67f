"""Looking for words as a thief would: raw files, pages decrypted one by one, opened tables, printed documents."""

import json
import struct
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher  # type: ignore[import-untyped]  # has no stubs
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, SALT = 4096, 80, 16
"""Bytes: SQLCipher 4's page, its end with the initialisation vector and the HMAC, and what page 1 begins with."""
WAL_HEADER, FRAME_HEADER = 32, 24
"""Bytes (SQLite's file format, section 4)."""
ENCODINGS = ("utf-8", "utf-16-le", "cp1251", "koi8-r")


def spellings(word: str) -> set[bytes]:
    """How a word may stand in a file: encoded, or escaped as JSON does."""
    said = {word.encode(encoding, "ignore") for encoding in ENCODINGS}
    return {spelt for spelt in (*said, json.dumps(word)[1:-1].encode()) if len(spelt) >= len(word) // 2}


def found(content: bytes, words: Iterable[str]) -> set[str]:
    return {word for word in words if any(spelt in content for spelt in spellings(word))}


def in_files(directory: Path, words: Iterable[str]) -> dict[str, set[str]]:
    """Which words are in the names or the raw bytes of the files below a directory."""
    wanted = tuple(words)
    hits = {
        str(path.relative_to(directory)): found(str(path).encode() + path.read_bytes(), wanted)
        for path in directory.rglob("*")
        if path.is_file()
    }
    return {name: hit for name, hit in hits.items() if hit}


def in_documents(directory: Path, words: Iterable[str]) -> set[str]:
    """Which words can be read in the PDFs below a directory, whatever their names."""
    read = []
    for path in directory.rglob("*"):
        if path.is_file() and path.read_bytes()[:5] == b"%PDF-":
            said = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=False).stdout.decode()
            read.append(" ".join(said.split()))
    return {word for word in words if any(word in text for text in read)}


def in_pages(path: Path, key: bytes, words: Iterable[str]) -> set[str]:
    """Which words are in any page of the file and of its log, free ones too, once decrypted."""
    content = b"\n".join(_pages(path, key))
    return found(content, words)


def _pages(path: Path, key: bytes) -> Iterator[bytes]:
    raw = path.read_bytes()
    for number in range(len(raw) // PAGE):
        yield _decrypted(raw[number * PAGE : (number + 1) * PAGE], key, SALT if number == 0 else 0)
    log = path.with_name(path.name + "-wal")
    frames = log.read_bytes() if log.exists() else b""
    size = FRAME_HEADER + PAGE
    for start in range(WAL_HEADER, len(frames) - size + 1, size):
        (number,) = struct.unpack_from(">I", frames, start)
        page = frames[start + FRAME_HEADER : start + size]
        yield _decrypted(page, key, SALT if number == 1 else 0)


def _decrypted(page: bytes, key: bytes, salt: int) -> bytes:
    end = PAGE - RESERVED
    vector = page[end : end + 16]
    cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return cipher.update(page[salt:end]) + cipher.finalize()


def in_tables(path: Path, key: bytes, words: Iterable[str]) -> dict[str, set[str]]:
    """Which words are in which table of the opened database."""
    wanted = tuple(words)
    connection = sqlcipher.connect(str(path))
    try:
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        hits = {name: found(_content(connection, name), wanted) for name in names}
    finally:
        connection.close()
    return {name: hit for name, hit in hits.items() if hit}


def _content(connection: sqlcipher.Connection, table: str) -> bytes:
    rows = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name that the database itself gave
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row)
