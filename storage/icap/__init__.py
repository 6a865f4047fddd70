"""انبار آیکاپ - the rows behind domain/icap/ports.py, and the library that signs.   Tables: tables.py  Mapping: certificates.py notes.py  Keys: signing.py"""

from __future__ import annotations

from storage.icap.certificates import CertificateRows
from storage.icap.notes import NoteRows
from storage.icap.signing import Ed25519

__all__ = ["CertificateRows", "Ed25519", "NoteRows"]
