"""SQLCipher's pages by themselves: each carries a proof of its key and its place, so a bad one condemns no other.

The format is SQLCipher 4's own: AES-256-CBC, then the page's IV, then HMAC-SHA512 over both and the page's number.
"""

import hashlib
import hmac
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

SIZE = 4096
SALT = 16
"""Bytes at the head of the file, in the clear; of the first page's content they take the place."""
_IV, _PROOF = 16, 64
USABLE = SIZE - _IV - _PROOF


class PageLock:
    """Opens pages of the file that has this salt."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        self._key = key
        self._proof_key = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, len(key))

    def fits(self, number: int, page: bytes) -> bool:
        """Whether the page was written with this key, there, and is as it was written."""
        if len(page) != SIZE:
            return False
        proven = page[_start(number) : -_PROOF] + struct.pack("<I", number)
        return hmac.compare_digest(hmac.digest(self._proof_key, proven, "sha512"), page[-_PROOF:])

    def opened(self, number: int, page: bytes) -> bytes:
        """The content of a page that fits, USABLE bytes; the salt's are zero."""
        start = _start(number)
        decryptor = Cipher(algorithms.AES(self._key), modes.CBC(page[USABLE : USABLE + _IV])).decryptor()
        return bytes(start) + decryptor.update(page[start:USABLE]) + decryptor.finalize()


def split(content: bytes) -> list[bytes]:
    """A file's pages; the first is number 1, the last may be short."""
    return [content[at : at + SIZE] for at in range(0, len(content), SIZE)]


def _start(number: int) -> int:
    return SALT if number == 1 else 0
