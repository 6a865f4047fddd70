"""آزمون پرونده‌ها - pictures, voices and files go out and come in, whole and not too large."""

from __future__ import annotations

import pytest

from bot.gateways.base import FileAway, Refused
from bot.gateways.markup import length
from handlers.kit.said import Media
from tests.gateways.conftest import Gateway
from tests.gateways.platform import ROWS, WORDS, Inbox, Platform, hello, no


@pytest.mark.parametrize(
    ("media", "method", "field"),
    [
        (Media("photo", "{p}:id"), "sendPhoto", "photo"),
        (Media("voice", "{p}:id"), "sendVoice", "voice"),
        (Media("video", "{p}:id"), "sendVideo", "video"),
        (Media("file", "{p}:id"), "sendDocument", "document"),
        (Media("file", "{p}:id", mime="audio/mpeg"), "sendAudio", "audio"),
    ],
)
async def test_a_file_of_the_same_platform_is_repeated_by_its_id(either: Gateway, api: Platform, media: Media, method: str, field: str) -> None:
    media = Media(media.kind, media.ref.replace("{p}", either.name), mime=media.mime)
    assert await either.deliver(hello(either, text="زیرنویس", media=media, rows=ROWS)) == "101"
    assert (api.last.method, api.last.params[field], api.last.params["caption"]) == (method, "id", "زیرنویس")
    assert "inline_keyboard" in api.last.keyboard


async def test_a_file_of_another_platform_is_uploaded(either: Gateway, api: Platform, inbox: Inbox) -> None:
    inbox.media = {"web:1": b"PNG..."}
    await either.deliver(hello(either, text="<b>کارت</b>", media=Media("photo", "web:1", "card.png", "image/png"), rows=ROWS))
    assert list(api.last.files.values()) == [("card.png", b"PNG...")]
    assert (api.last.method, api.last.kind) == ("sendPhoto", "multipart/form-data")
    assert "کارت" in api.last.params["caption"]
    assert "inline_keyboard" in api.last.keyboard


async def test_a_large_file_is_uploaded_whole(either: Gateway, api: Platform, inbox: Inbox) -> None:
    film = bytes(range(256)) * 12_000
    inbox.media = {"web:1": film}
    await either.deliver(hello(either, media=Media("video", "web:1", "film.mp4", "video/mp4")))
    assert list(api.last.files.values()) == [("film.mp4", film)]


async def test_an_id_that_will_not_do_is_uploaded_instead(either: Gateway, api: Platform, inbox: Inbox) -> None:
    ref = f"{either.name}:old"
    inbox.media = {ref: b"OGG"}
    api.says("sendVoice", no(400, "Bad Request: wrong file identifier/HTTP URL specified"))
    await either.deliver(hello(either, text="", media=Media("voice", ref)))
    assert [len(call.files) for call in api.of("sendVoice")] == [0, 1]


async def test_a_caption_too_long_goes_on_below_the_picture(either: Gateway, api: Platform) -> None:
    text = "الف " * 200 + "\n\n" + "ب " * 400
    await either.deliver(hello(either, text=text, media=Media("photo", f"{either.name}:id"), rows=ROWS))
    picture, rest = api.calls
    assert length(picture.params["caption"]) <= 1000
    assert (picture.keyboard, "inline_keyboard" in rest.keyboard) == ({}, True)


async def test_a_file_that_cannot_be_brought_leaves_its_words_and_says_so(either: Gateway, api: Platform, inbox: Inbox) -> None:
    async def fetch(media: Media) -> bytes:
        if media.ref not in inbox.media:
            raise Refused("gone")
        return inbox.media[media.ref]

    inbox.media = {"web:0": b"", "web:big": b"x" * (either.can.file_limit + 1)}
    either._delivery._fetch_media = fetch
    for ref in ("web:0", "web:big", "web:gone"):
        await either.deliver(hello(either, text="<b>زهرا</b> فرستاد", media=Media("photo", ref), rows=ROWS))
        assert api.last.method == "sendMessage"
        assert api.last.params["text"].endswith(f"فرستاد\n\n{WORDS.no_file}")
        assert "inline_keyboard" in api.last.keyboard
    await either.deliver(hello(either, text="", media=Media("voice", "web:gone")))
    assert (api.last.method, api.last.params["text"]) == ("sendMessage", WORDS.no_file)


@pytest.mark.parametrize(
    ("media", "content", "method", "name"),
    [
        (Media("photo", "web:1", "x.jpg", "application/x-msdownload"), b"MZ", "sendDocument", "x.jpg"),
        (Media("photo", "web:1"), b"GIF89a...", "sendDocument", "file.gif"),
        (Media("photo", "web:1"), b"\x89PNG\r\n\x1a\n", "sendPhoto", "photo.png"),
        (Media("voice", "web:1"), b"\x1a\x45\xdf\xa3 A_OPUS", "sendDocument", "file.webm"),
        (Media("voice", "web:1"), b"OggS", "sendVoice", "voice.ogg"),
        (Media("video", "web:1"), b"\x1a\x45\xdf\xa3 V_VP8", "sendDocument", "file.webm"),
        (Media("video", "web:1"), b"....ftypisom....vide", "sendVideo", "video.mp4"),
        (Media("file", "web:1"), b"%PDF-1.7", "sendDocument", "file.pdf"),
        (Media("file", "web:1", mime="audio/x-wav"), b"RIFF....WAVE", "sendDocument", "file.wav"),
        (Media("sticker", "web:1"), b"RIFF....WEBP", "sendDocument", "file.webp"),
    ],
)
async def test_a_file_leaves_as_what_its_bytes_are_under_a_name_that_opens(
    either: Gateway, api: Platform, inbox: Inbox, media: Media, content: bytes, method: str, name: str
) -> None:
    inbox.media = {"web:1": content}
    await either.deliver(hello(either, text="", media=media))
    assert (api.last.method, list(api.last.files.values())) == (method, [(name, content)])


async def test_a_file_is_fetched_up_to_the_limit(either: Gateway, api: Platform) -> None:
    api.files = {"files/abc": b"hello"}
    assert await either.fetch(Media("photo", f"{either.name}:abc", size=5)) == b"hello"
    with pytest.raises(Refused):
        await either.fetch(Media("photo", f"{either.name}:abc", size=either.can.file_limit + 1))
    api.says("getFile", (200, {"ok": True, "result": {"file_id": "a", "file_unique_id": "u", "file_path": "files/abc", "file_size": either.can.file_limit + 1}}))
    with pytest.raises(Refused):
        await either.fetch(Media("photo", f"{either.name}:abc"))
    api.files["files/lying"] = b"x" * (either.can.file_limit + 1)
    with pytest.raises(Refused):
        await either.fetch(Media("photo", f"{either.name}:lying"))
    for ref in (f"{either.name}:missing", "web:abc", "abc"):
        with pytest.raises(Refused):
            await either.fetch(Media("photo", ref))


async def test_a_file_whose_platform_is_away_is_the_outboxs_to_decide(either: Gateway, api: Platform) -> None:
    async def fetch(media: Media) -> bytes:
        raise FileAway("web: away")

    either._delivery._fetch_media = fetch
    with pytest.raises(FileAway):
        await either.deliver(hello(either, text="از سارا", media=Media("voice", "web:1")))
    assert not api.of("sendMessage") and not api.of("sendVoice")
