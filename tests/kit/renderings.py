"""نگاره‌ها - pictures compared with those that somebody has looked at.   Kept in: tests/bot/renderings/   Made anew by: RENDER_ANEW=1 pytest …, then look at them"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

KEPT = Path(__file__).parents[1] / "bot" / "renderings"
WIDE = 640  # pixels: small enough to keep, large enough to see a letter in its wrong form
UNLIKE = 1.2  # mean difference of grey, of 255: another version of the drawing library is below it, a moved line far above


def looks_as_before(name: str, picture: bytes) -> None:
    """Fails when a PNG is not what was looked at under this name."""
    now = _small(Image.open(BytesIO(picture)))
    kept = KEPT / f"{name}.png"
    if os.environ.get("RENDER_ANEW"):
        KEPT.mkdir(exist_ok=True)
        now.save(kept, optimize=True)
    with Image.open(kept) as before:
        assert before.size == now.size, f"{name}: {before.size} became {now.size}"
        unlike = ImageStat.Stat(ImageChops.difference(before.convert("L"), now)).mean[0]
    assert unlike < UNLIKE, f"{name}: unlike what was looked at by {unlike:.2f}"


def _small(picture: Image.Image) -> Image.Image:
    return picture.convert("L").resize((WIDE, round(picture.height * WIDE / picture.width)), Image.Resampling.LANCZOS)
