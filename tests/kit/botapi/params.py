"""درخواست خوانده - the parameters of a call, from a query string, a form, JSON or multipart.   Sibling: server.py calls it"""

from __future__ import annotations

import json
from dataclasses import dataclass
from email.message import Message as Headers
from typing import Any
from urllib.parse import parse_qsl

from tests.kit.botapi.errors import ApiError, bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came in a multipart body."""

    name: str
    mime: str
    content: bytes

    def __repr__(self) -> str:
        return f"<{self.name} {self.mime} {len(self.content)} bytes>"


def read_body(content_type: str, body: bytes) -> dict[str, Any]:
    """The fields of a body of any of the kinds the platforms take. Raises ApiError 400 if it cannot be read."""
    kind = content_type.partition(";")[0].strip().lower()
    try:
        if kind == "multipart/form-data":
            return _multipart(content_type, body)
        if not body.strip():
            return {}
        if kind == "application/json":
            fields = json.loads(body)
            if not isinstance(fields, dict):
                raise bad_request("can't parse request body JSON: object expected")
            return fields
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as e:
        raise bad_request("can't parse request body") from e


def _multipart(content_type: str, body: bytes) -> dict[str, Any]:
    headers = Headers()
    headers["content-type"] = content_type
    boundary = headers.get_boundary()
    if not boundary:
        raise bad_request("can't find boundary of the multipart body")
    fields: dict[str, Any] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:]:
        if part.startswith(b"--"):
            return fields
        head, gap, content = part.partition(b"\r\n\r\n")
        if not gap:
            raise bad_request("can't parse the multipart body")
        about = Headers()
        for line in head.decode().split("\r\n"):
            name, _, value = line.partition(":")
            if name.strip():
                about[name.strip()] = value.strip()
        key = about.get_param("name", header="content-disposition")
        if not isinstance(key, str):
            raise bad_request("a part of the multipart body has no name")
        file_name = about.get_filename()
        fields[key] = content.decode() if file_name is None else Upload(file_name, about.get_content_type(), content)
    raise bad_request("the multipart body is cut short")


class Params:
    """The fields of one call, read by type. Strings and JSON values are both taken, as the platforms do."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self.fields = fields

    def __contains__(self, name: str) -> bool:
        return self.fields.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """A string field. Raises ApiError 400 for a JSON value that is not text."""
        value = self.fields.get(name)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise bad_request(f'field "{name}" must be of type String')
        return str(value)

    def whole(self, name: str, default: int = 0) -> int:
        """An integer field. Raises ApiError 400 if it is not one."""
        value = self.fields.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f'invalid value of field "{name}" specified') from None

    def yes(self, name: str) -> bool:
        """A boolean field: true, "true", 1, "1", "yes"."""
        return str(self.fields.get(name, "")).lower() in ("true", "1", "yes")

    def json(self, name: str, kind: type, what: str) -> Any:
        """A JSON-serialised field (or the same as plain JSON), None if absent. Raises ApiError 400 if it is not a `kind`."""
        value = self.fields.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except (json.JSONDecodeError, RecursionError):
                raise bad_request(f"can't parse {what} JSON object") from None
        if not isinstance(value, kind):
            raise bad_request("object expected as reply markup" if name == "reply_markup" else f"can't parse {what}: wrong type")
        return value

    def required_text(self, name: str, refusal: ApiError) -> str:
        """A string that may not be absent or empty."""
        value = self.text(name)
        if not value:
            raise refusal
        return value
