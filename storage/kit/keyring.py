"""دسته‌کلید - AES-GCM with the house's master keys, and keyed blind indexes.   Per-member keys: storage/kit/vault.py"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12  # bytes, the size AES-GCM is made for


class CannotOpen(Exception):
    """No key of the ring opens this: it was changed, belongs elsewhere, or its key was taken away."""


def _derive(secret: str, purpose: str) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=f"emresalat/{purpose}".encode()).derive(secret.encode())


class Keyring:
    """The keys of EMRESALAT_SECRET_KEY: the first one encrypts, all of them decrypt (decision 20)."""

    def __init__(self, secrets: Sequence[str]) -> None:
        """Raises ValueError without a key, or with one shorter than 16 characters."""
        if not secrets or any(len(s) < 16 for s in secrets):
            raise ValueError("a secret key of at least 16 characters is needed")
        self._wrap = [AESGCM(_derive(s, "wrap")) for s in secrets]
        self._index = [_derive(s, "index") for s in secrets]
        self._token = [_derive(s, "token") for s in secrets]

    def seal(self, plain: bytes, about: bytes = b"") -> bytes:
        """Encrypt with the first key. `about` binds the result to its place: opening it elsewhere fails."""
        nonce = os.urandom(NONCE)
        return nonce + self._wrap[0].encrypt(nonce, plain, about)

    def open(self, blob: bytes, about: bytes = b"") -> bytes:
        """Raises CannotOpen."""
        for key in self._wrap:
            try:
                return key.decrypt(blob[:NONCE], blob[NONCE:], about)
            except InvalidTag:
                continue
        raise CannotOpen(about.decode(errors="replace"))

    def newest(self, blob: bytes, about: bytes = b"") -> bool:
        """Whether the first key made it; if not, rotation seals it again."""
        try:
            self._wrap[0].decrypt(blob[:NONCE], blob[NONCE:], about)
        except InvalidTag:
            return False
        return True

    def index(self, kind: str, text: str) -> bytes:
        """The blind index to store: HMAC of kind and normalised text with the first key."""
        return hmac.digest(self._index[0], f"{kind}\0{text}".encode(), hashlib.sha256)[:20]

    def indexes(self, kind: str, text: str) -> list[bytes]:
        """The blind indexes to search for, newest key first: during a rotation rows carry either."""
        return [hmac.digest(key, f"{kind}\0{text}".encode(), hashlib.sha256)[:20] for key in self._index]

    def token(self, purpose: str, text: str = "") -> str:
        """A secret that can be derived again (the webhook secret, a deep link's mark): 43 characters of A-Za-z0-9_-."""
        return self.tokens(purpose, text)[0]

    def tokens(self, purpose: str, text: str = "") -> list[str]:
        """The same secret by every key of the ring, newest first: during a rotation either may come back to us."""
        marks = (hmac.digest(key, f"{purpose}\0{text}".encode(), hashlib.sha256) for key in self._token)
        return [base64.urlsafe_b64encode(mark).decode().rstrip("=") for mark in marks]
