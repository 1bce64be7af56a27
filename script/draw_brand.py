#!/usr/bin/env python3
"""Draw the brand images: a house that sleeps while a bolt is at work, and the name.

    script/draw_brand.py [folder]

Everything is drawn from strokes and polygons by their distance to each pixel,
so that no image tool is needed.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
import math
from pathlib import Path
import struct
import sys
import zlib

import numpy as np
import numpy.typing as npt

type Point = tuple[float, float]
type Field = npt.NDArray[np.float64]
type Colour = tuple[int, int, int]

FOLDER = Path(__file__).parents[1] / "custom_components" / "hushwatt" / "brand"

# The icon's square, and the letters' height above the line and x-height.
SIDE = 256.0
ASCENDER = 160.0
STROKE = 11.0

NIGHT: Colour = (19, 78, 94)
DAWN: Colour = (38, 140, 132)
PALE: Colour = (153, 236, 218)
MIST: Colour = (94, 196, 182)
YELLOW: Colour = (255, 209, 92)
INK: Colour = (24, 60, 72)
CHALK: Colour = (226, 240, 238)

HOUSE: Sequence[Point] = ((128, 18), (236, 112), (236, 238), (20, 238), (20, 112))
BOLT: Sequence[Point] = (
    (142, 84),
    (88, 164),
    (122, 164),
    (112, 220),
    (168, 136),
    (134, 136),
)


def polygon(points: Sequence[Point], x: Field, y: Field) -> Field:
    """Return the distance to a polygon's edge, negative inside."""
    edge = stroke([*points, points[0]], x, y)
    inside = np.zeros(x.shape, dtype=bool)
    for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True):
        crosses = (ay > y) != (by > y)
        with np.errstate(divide="ignore", invalid="ignore"):
            at = (bx - ax) * (y - ay) / (by - ay) + ax
        inside ^= crosses & (x < at)
    return np.where(inside, -edge, edge)


def stroke(points: Sequence[Point], x: Field, y: Field) -> Field:
    """Return the distance to a line of points."""
    nearest = np.full(x.shape, np.inf)
    for (ax, ay), (bx, by) in pairwise(points):
        dx, dy = bx - ax, by - ay
        share = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)
        share = np.clip(share, 0, 1)
        nearest = np.minimum(
            nearest, np.hypot(x - ax - share * dx, y - ay - share * dy)
        )
    return nearest


def arc(cx: float, cy: float, radius: float, start: float, end: float) -> list[Point]:
    """Return an arc as points; degrees, counter-clockwise with y upwards."""
    steps = 24
    angles = (start + (end - start) * step / steps for step in range(steps + 1))
    return [
        (
            cx + radius * math.cos(math.radians(angle)),
            cy + radius * math.sin(math.radians(angle)),
        )
        for angle in angles
    ]


# Each letter: its width and its strokes, y upwards from the line.
LETTERS: dict[str, tuple[float, list[list[Point]]]] = {
    "h": (
        70,
        [[(0, 0), (0, ASCENDER)], [*arc(35, 62, 35, 180, 0), (70, 0)]],
    ),
    "u": (70, [[(0, 97), *arc(35, 35, 35, 180, 360)], [(70, 0), (70, 97)]]),
    "s": (58, [[*arc(29, 73, 24, 35, 270), *arc(29, 24, 24, 90, -145)]]),
    "w": (112, [[(0, 97), (28, 0), (56, 84), (84, 0), (112, 97)]]),
    "a": (76, [arc(38, 48, 38, 0, 360), [(76, 0), (76, 97)]]),
    "t": (54, [[(18, 140), (18, 26), *arc(44, 26, 26, 180, 285)], [(0, 97), (46, 97)]]),
}


def strokes_of(word: str) -> tuple[float, list[list[Point]]]:
    """Return the width and the strokes of a word."""
    left, strokes = 0.0, []
    for letter in word:
        width, lines = LETTERS[letter]
        strokes += [[(left + px, py) for px, py in line] for line in lines]
        left += width + 40
    return left - 40, strokes


def cover(distance: Field, pixel: float) -> Field:
    """Return how much of each pixel a shape covers."""
    return np.clip(0.5 - distance / pixel, 0, 1)


def paint(canvas: Field, colour: Field | Colour, share: Field) -> None:
    """Lay a colour over a canvas of red, green, blue and alpha."""
    layer = np.asarray(colour, dtype=float)
    alpha = share + canvas[..., 3] * (1 - share)
    with np.errstate(divide="ignore", invalid="ignore"):
        mixed = (
            layer * share[..., None]
            + canvas[..., :3] * (canvas[..., 3] * (1 - share))[..., None]
        ) / alpha[..., None]
    canvas[..., :3] = np.where(alpha[..., None] > 0, mixed, 0)
    canvas[..., 3] = alpha


def draw_house(canvas: Field, x: Field, y: Field, pixel: float, *, dark: bool) -> None:
    """Draw the icon into a canvas; x and y are the coordinates of its square."""
    low, high = (MIST, PALE) if dark else (NIGHT, DAWN)
    fade = np.clip(y / SIDE, 0, 1)[..., None]
    wall = np.asarray(high, float) * (1 - fade) + np.asarray(low, float) * fade
    house = polygon(HOUSE, x, y) - 14
    moon = np.maximum(np.hypot(x - 196, y - 46) - 34, 28 - np.hypot(x - 182, y - 38))
    gap = np.hypot(x - 196, y - 46) - 46
    paint(canvas, wall, cover(np.maximum(house, -gap), pixel))
    paint(canvas, YELLOW, cover(moon, pixel))
    paint(canvas, INK if dark else YELLOW, cover(polygon(BOLT, x, y) - 5, pixel))


def grid(width: int, height: int, scale: float) -> tuple[Field, Field]:
    """Return the coordinates of the middle of each pixel."""
    y, x = np.mgrid[0:height, 0:width].astype(float)
    return (x + 0.5) / scale, (y + 0.5) / scale


def draw_icon(size: int, *, dark: bool) -> Field:
    """Return the icon."""
    scale = size / SIDE
    canvas = np.zeros((size, size, 4))
    x, y = grid(size, size, scale)
    draw_house(canvas, x, y, 1 / scale, dark=dark)
    return canvas


def draw_logo(height: int, *, dark: bool) -> Field:
    """Return the icon with the name beside it."""
    word_width, strokes = strokes_of("hushwatt")
    left = SIDE + 48
    scale = height / SIDE
    width = round((left + word_width + 2 * STROKE) * scale)
    canvas = np.zeros((height, width, 4))
    x, y = grid(width, height, scale)
    draw_house(canvas, x, y, 1 / scale, dark=dark)
    letters = np.full(x.shape, np.inf)
    for line in strokes:
        letters = np.minimum(letters, stroke(line, x - left, 208 - y))
    paint(canvas, CHALK if dark else INK, cover(letters - STROKE, 1 / scale))
    return canvas


def write_png(path: Path, canvas: Field) -> None:
    """Write a canvas as a PNG file."""
    pixels = canvas.copy()
    pixels[..., 3] *= 255
    values = np.clip(np.rint(pixels), 0, 255).astype(np.uint8)
    height, width, _ = values.shape
    rows = b"".join(b"\x00" + row.tobytes() for row in values)
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return a part of a PNG file."""
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def draw_all(folder: Path) -> Iterable[Path]:
    """Draw every image of the brand and yield its file."""
    folder.mkdir(exist_ok=True)
    for prefix, dark in (("", False), ("dark_", True)):
        for suffix, factor in (("", 1), ("@2x", 2)):
            for name, image in (
                ("icon", draw_icon(256 * factor, dark=dark)),
                ("logo", draw_logo(128 * factor, dark=dark)),
            ):
                path = folder / f"{prefix}{name}{suffix}.png"
                write_png(path, image)
                yield path


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for file in draw_all(target):
        print(f"{file.name}: {file.stat().st_size} bytes")
