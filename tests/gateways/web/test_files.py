"""پرونده‌ها - what a file is, what it must not tell about its owner, and who may see it."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.gateways.base import Address, Outgoing, Refused
from bot.gateways.web import WebSettings
from bot.gateways.web.files import BadFile, look, safe_name
from handlers.kit.said import Media
from storage.kit.webchat import web_media
from tests.gateways.web.conftest import visiting
from tests.gateways.web.house import PEOPLE, House, serve
from tests.kit.units import START

PLACE = b"GPS 35.7,51.4 of Zahra's house"


def files_below(folder: Path) -> list[tuple[str, bytes]]:
    return [(str(p.relative_to(folder)), p.read_bytes()) for p in folder.rglob("*") if p.is_file()]


def segment(kind: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, kind, len(body) + 2) + body


def exif(turn: int = 1) -> bytes:
    return b"Exif\0\0" + b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, 3, 1, turn, 0, 0) + PLACE


def jpeg(width: int = 640, height: int = 480, turn: int = 1, tail: bytes = b"") -> bytes:
    frame = segment(0xC2, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
    told = segment(0xE1, exif(turn)) + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE) + segment(0xED, PLACE) + segment(0xFE, PLACE)
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0\x01\x01") + told + segment(0xE2, b"ICC_PROFILE\0\x01\x01colours") + frame + scan + scan + b"\xff\xd9" + tail


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 2, height: int = 2) -> bytes:
    rows = zlib.compress(b"\0" + b"\xff\0\0" * 2 + b"\0" + b"\0\xff\0" * 2)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"tEXt", b"Author\0" + PLACE) + chunk(b"eXIf", PLACE) + chunk(b"IDAT", rows) + chunk(b"IEND", b"") + PLACE


def webp() -> bytes:
    def part(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)

    head = part(b"VP8X", bytes([0x0C]) + b"\0\0\0" + (99).to_bytes(3, "little") + (49).to_bytes(3, "little"))
    inside = b"WEBP" + head + part(b"VP8L", b"\x2f" + b"\0" * 9) + part(b"EXIF", PLACE) + part(b"XMP ", PLACE)
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


@pytest.mark.parametrize(("content", "mime", "sides"), [(jpeg(), "image/jpeg", (640, 480)), (png(), "image/png", (2, 2)), (webp(), "image/webp", (100, 50))])
def test_a_photo_keeps_its_picture_and_loses_where_and_whose_it_is(content: bytes, mime: str, sides: tuple[int, int]) -> None:
    seen = look(content)
    assert (seen.kind, seen.mime, (seen.width, seen.height)) == ("photo", mime, sides)
    assert PLACE not in seen.content
    assert look(seen.content) == seen


def test_a_photo_of_a_phone_stays_upright_and_keeps_its_colours() -> None:
    seen = look(jpeg(turn=6, tail=b"\xff\xd8 a second picture " + PLACE))
    assert b"ICC_PROFILE\0\x01\x01colours" in seen.content
    assert seen.content.count(b"Exif") == 1 and struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) in seen.content
    assert seen.content.endswith(b"\x56\xff\xd9") and look(seen.content) == seen


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (jpeg(9000, 9000), "pixels"),
        (png(65535, 65535), "pixels"),
        (jpeg()[:200], "broken"),
        (png()[:60], "broken"),
        (webp()[:24], "broken"),
        (jpeg(0, 5), "broken"),
    ],
)
def test_bombs_and_stumps_are_refused(content: bytes, why: str) -> None:
    with pytest.raises(BadFile) as no:
        look(content)
    assert no.value.why == why


@pytest.mark.parametrize(
    ("content", "kind", "mime"),
    [
        (b"OggS\0\x02rest", "voice", "audio/ogg"),
        (b"ID3\x04rest", "voice", "audio/mpeg"),
        (b"\x1a\x45\xdf\xa3....A_OPUS", "voice", "audio/webm"),
        (b"\x1a\x45\xdf\xa3....V_VP8", "video", "video/webm"),
        (b"\0\0\0\x18ftypisom....vide", "video", "video/mp4"),
        (b"%PDF-1.7", "file", "application/pdf"),
        (b"<html><script>alert(1)</script>", "file", "application/octet-stream"),
        (b"<svg onload=alert(1)>", "file", "application/octet-stream"),
        (b"MZ\x90", "file", "application/octet-stream"),
    ],
)
def test_the_type_is_told_by_the_content(content: bytes, kind: str, mime: str) -> None:
    seen = look(content)
    assert (seen.kind, seen.mime, seen.content) == (kind, mime, content)


@given(st.binary(max_size=300), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF____WEBP", b"GIF89a", b"ID3", b"\x1a\x45\xdf\xa3"]))
def test_no_bytes_make_the_look_stumble(content: bytes, head: bytes) -> None:
    try:
        seen = look(head + content)
    except BadFile as no:
        assert no.why in ("empty", "broken", "pixels")
    else:
        assert seen.content


def test_a_name_is_only_a_name() -> None:
    assert safe_name("../../etc/passwd", "file") == "passwd"
    assert safe_name("C:\\temp\\نامه\u202egnp.exe", "file") == "نامهgnp.exe"
    assert safe_name("x" * 300 + ".pdf", "file") == "x" * 60 + ".pdf"
    assert safe_name("IMG_35.7_51.4.jpg", "photo") == ""


async def test_a_photo_arrives_clean_and_is_given_back(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        assert (await zahra.sends_file(jpeg(turn=6), "IMG_1.HEIC", "کارت من"))[0] == 204
        said = town.bot.heard[-1].said
        assert said.text == "کارت من" and said.media is not None
        assert (said.media.kind, said.media.mime, said.media.ref.partition(":")[0]) == ("photo", "image/jpeg", "web")
        clean = look(jpeg(turn=6)).content
        assert await town.gateway.fetch(said.media) == clean
        shown = (await zahra.messages())[0]
        assert (shown["media"]["width"], shown["media"]["height"], shown["text"]) == (640, 480, "کارت من")
        async with zahra.session.get(f"{town.url}/web/media/{shown['media']['ref']}") as answer:
            assert await answer.read() == clean
            assert answer.headers["Content-Type"] == "image/jpeg"
            assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
            assert answer.headers["Content-Disposition"].startswith("inline")


async def test_a_file_is_seen_only_where_it_was_shown(bank: House) -> None:
    async with visiting(bank) as zahra, visiting(bank) as reza, visiting(bank) as stranger:
        await zahra.signs_in("09123456789")
        bank.clock.later(minutes=2)
        his = await reza.signs_in("09120000005")
        await zahra.sends_file(b"<html>hi</html>", "قرارداد.html")
        media = (await zahra.messages())[0]["media"]
        path = f"/web/media/{media['ref']}"
        assert await reza.get(path) == await reza.get("/web/media/" + "0" * 32)
        assert (await stranger.get(path))[0] == 404
        ref = Media("file", f"web:{media['ref']}")
        await bank.gateway.deliver(Outgoing("send", Address("web", "web", his), text="برای شما", media=ref))
        async with reza.session.get(f"{bank.url}{path}") as answer:
            assert answer.status == 200
            assert answer.headers["Content-Type"] == "application/octet-stream"
            assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%D9%82")


async def test_players_get_the_part_they_ask_for(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        await zahra.sends_file(b"OggS0123456789", "v.ogg")
        path = f"/web/media/{(await zahra.messages())[0]['media']['ref']}"
        for asked, status, part in (
            ("bytes=4-7", 206, b"0123"),
            ("bytes=10-", 206, b"6789"),
            ("bytes=-2", 206, b"89"),
            ("bytes=99-", 416, b""),
            ("what", 200, b"OggS0123456789"),
        ):
            async with zahra.session.get(f"{town.url}{path}", headers={"Range": asked}) as answer:
                assert (answer.status, await answer.read()) == (status, part)


async def test_a_file_above_the_limit_stops_at_the_door(engine: AsyncEngine, tmp_path: Path) -> None:
    settings = WebSettings(file_limit=100_000)
    async with serve(engine, tmp_path / "m", people=PEOPLE, settings=settings) as house, visiting(house) as zahra:
        await zahra.sits_down_as("zahra")
        status, body = await zahra.sends_file(b"%PDF" + b"x" * 110_000, "a.pdf")
        assert (status, body["why"]) == (413, "file_large")
        assert (await zahra.sends_file(b"", "a.pdf"))[1]["why"] == "file_empty"
        assert (await zahra.sends_file(jpeg()[:90], "a.jpg"))[1]["why"] == "file_broken"
        assert house.bot.heard == [] and files_below(tmp_path / "m") == []


async def test_a_broken_upload_is_unreadable(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        path, kind = "/web/chats/zahra/attached", {"Content-Type": "multipart/form-data; boundary=b"}
        for body in (b"", b"--b", b"--b\r\n\r\nx\r\n--b--\r\n", b'--b\r\nContent-Disposition: form-data; name="id"\r\n\r\nnope\r\n--b--\r\n', b"\0" * 3000):
            status, answer = await zahra.post(path, data=body, headers=kind)
            assert (status, answer["why"]) == (400, "unreadable")
        assert (await zahra.post(path, {"id": 1}))[0] == 415


async def test_a_file_of_another_platform_is_brought_here(engine: AsyncEngine, tmp_path: Path) -> None:
    async def fetch(media: Media) -> bytes:
        return jpeg() if media.ref == "telegram:abc" else b""

    at = Address("web", "web", "zahra")
    async with serve(engine, tmp_path, people=PEOPLE, fetch_media=fetch) as house, visiting(house) as zahra:
        await zahra.sits_down_as("zahra")
        await house.gateway.deliver(Outgoing("send", at, text="عکس", media=Media("photo", "telegram:abc", "a.jpg")))
        assert (await zahra.messages())[0]["media"]["kind"] == "photo"
        for ref in ("telegram:gone", "web:" + "0" * 32):
            await house.gateway.deliver(Outgoing("send", at, text="عکس", media=Media("photo", ref)))
            last = (await zahra.messages())[-1]
            assert "media" not in last and last["text"].startswith("عکس\n\n(") and "نتوانستم" in last["text"]
        with pytest.raises(Refused):
            await house.gateway.fetch(Media("photo", "web:../../etc/passwd"))


async def test_files_on_disk_are_sealed(town: House, tmp_path: Path) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        await zahra.sends_file(b"%PDF-1.4 the secret of Zahra", "a.pdf")
        ((path, content),) = files_below(tmp_path / "media")
        assert b"secret" not in content and "zahra" not in path


async def test_the_bytes_of_a_file_go_after_its_row_and_what_is_being_uploaded_stays(town: House, tmp_path: Path) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        for name in ("old.png", "young.png", "kept.png"):
            assert (await zahra.sends_file(png(), name))[0] == 204
        refs = [event.said.media.ref.removeprefix("web:") for event in town.bot.heard if event.said.media]
        paths = [town.gateway.hall.shelf._path(ref) for ref in refs]
        async with town.engine.begin() as conn:
            await conn.execute(delete(web_media).where(web_media.c.ref.in_(refs[:2])))
            await conn.execute(update(web_media).values(at=None))
        for path in (paths[0], paths[2]):
            os.utime(path, (0, 0))
        await town.gateway.tidy()
        assert [path.exists() for path in paths] == [False, True, True]
        town.clock.later(days=3)
        await town.gateway.tidy()
        async with town.engine.connect() as conn:
            assert (await conn.execute(select(web_media.c.at))).scalar_one() == START, "dated by the first round after it was found"
