"""کلیدها - Ed25519 by the library `cryptography`.   Port: domain/icap/ports.py `Signing`"""

from __future__ import annotations

import secrets
import string

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from domain.icap.certificate import KeyPair

LETTERS = string.ascii_letters + string.digits
TOKEN = 24  # of 62: 142 bits


class Ed25519:
    """RFC 8032."""

    def new_keys(self) -> KeyPair:
        private = Ed25519PrivateKey.generate()
        return KeyPair(private.private_bytes_raw(), private.public_key().public_bytes_raw())

    def sign(self, private: bytes, message: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(private).sign(message)

    def fits(self, public: bytes, message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True

    def token(self) -> str:
        return "".join(secrets.choice(LETTERS) for _ in range(TOKEN))
