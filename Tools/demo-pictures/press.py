"""A printing press for linocuts: flat inks on paper, hand-cut edges, gouge marks, a little bare paper.

A picture is a stack of inks. Each ink is drawn as a black-and-white block at twice the final size,
its edges are pushed about by slow noise (a knife is not a ruler), a few flecks are lifted from it
(ink is not paint), it is set down a pixel or two out of register, and then it is printed.
"""

from __future__ import annotations

import math
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

INK = {
    "paper": (243, 234, 216),
    "night": (18, 36, 54),
    "navy": (31, 60, 84),
    "teal": (52, 112, 122),
    "sea": (111, 163, 161),
    "foam": (184, 212, 201),
    "lamp": (242, 182, 66),
    "rust": (205, 84, 56),
    "brick": (158, 66, 52),
    "sand": (222, 198, 154),
    "stone": (168, 164, 150),
    "skin1": (231, 183, 146),
    "skin2": (176, 117, 82),
    "skin3": (112, 72, 54),
}

SCALE = 2  # the block is cut at twice the drawing's size
OUTPUT = 0.85  # and the file is 0.85 of it: 1360 × 907


def slow_noise(random: np.random.Generator, height: int, width: int, cell: int) -> np.ndarray:
    """Smooth noise in -1…1 whose features are about `cell` pixels wide."""
    coarse = random.uniform(-1, 1, (height // cell + 3, width // cell + 3)).astype(np.float32)
    image = Image.fromarray(coarse)
    size = (coarse.shape[1] * cell, coarse.shape[0] * cell)
    return np.asarray(image.resize(size, Image.BICUBIC))[:height, :width]


class Block:
    """One ink's block. Coordinates are those of the finished picture; `cut=True` carves ink away."""

    def __init__(self, width: int, height: int, random: np.random.Generator):
        self.image = Image.new("L", (width * SCALE, height * SCALE), 0)
        self.draw = ImageDraw.Draw(self.image)
        self.width, self.height, self.random = width, height, random

    @staticmethod
    def _scaled(points):
        return [(x * SCALE, y * SCALE) for x, y in points]

    def shape(self, points, cut=False):
        self.draw.polygon(self._scaled(points), fill=0 if cut else 255)

    def box(self, x, y, width, height, cut=False):
        self.shape([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], cut)

    def disc(self, x, y, radius, cut=False, stretch=1.0):
        area = [(x - radius) * SCALE, (y - radius * stretch) * SCALE, (x + radius) * SCALE, (y + radius * stretch) * SCALE]
        self.draw.ellipse(area, fill=0 if cut else 255)

    def line(self, points, width=3.0, cut=False):
        self.draw.line(self._scaled(points), fill=0 if cut else 255, width=max(1, round(width * SCALE)), joint="curve")

    def gouge(self, x0, y0, x1, y1, width=4.0, bend=0.0, cut=False):
        """A stroke of the gouge: pointed at both ends, fattest a third of the way along."""
        steps = 14
        dx, dy = x1 - x0, y1 - y0
        length = math.hypot(dx, dy) or 1
        nx, ny = -dy / length, dx / length
        left, right = [], []
        for step in range(steps + 1):
            t = step / steps
            swell = (math.sin(math.pi * t ** 0.75)) * width / 2
            arc = math.sin(math.pi * t) * bend
            x, y = x0 + dx * t + nx * arc, y0 + dy * t + ny * arc
            left.append((x + nx * swell, y + ny * swell))
            right.append((x - nx * swell, y - ny * swell))
        self.shape(left + right[::-1], cut)

    def gouges(self, area, count, length, width=4.0, angle=0.0, spread=0.05, bend=0.0, cut=False, weight=None):
        """Many strokes over `area` (x, y, w, h); `weight(u, v)` in 0…1 says how likely one is at a place."""
        x, y, w, h = area
        placed = 0
        for _ in range(count * 6):
            if placed == count:
                break
            u, v = self.random.random(2)
            if weight is not None and self.random.random() > weight(u, v):
                continue
            run = length * self.random.uniform(0.45, 1.2)
            turn = angle + self.random.normal(0, spread)
            x0, y0 = x + u * w - math.cos(turn) * run / 2, y + v * h - math.sin(turn) * run / 2
            self.gouge(x0, y0, x0 + math.cos(turn) * run, y0 + math.sin(turn) * run,
                       width * self.random.uniform(0.5, 1.2), bend * self.random.normal(0, 1), cut)
            placed += 1

    def text(self, x, y, words, size=28, anchor="lm", cut=False):
        font = ImageFont.load_default(size * SCALE)
        self.draw.text((x * SCALE, y * SCALE), words, font=font, fill=0 if cut else 255, anchor=anchor,
                       stroke_width=round(size * SCALE / 42))


class Print:
    """A picture in the making. `with picture.ink("navy") as block:` draws and prints one ink."""

    def __init__(self, seed: int, width=1600, height=1067, paper="paper", output=OUTPUT):
        self.random = np.random.default_rng(seed)
        self.width, self.height, self.output = width, height, output
        tall, wide = height * SCALE, width * SCALE
        self.sheet = Image.new("RGB", (wide, tall), INK[paper])
        # One set of noise serves the whole picture: every ink reads it from another corner.
        self.knife = [0.4 * slow_noise(self.random, tall, wide, 30) + 0.8 * slow_noise(self.random, tall, wide, 64)
                      for _ in range(2)]
        self.lift = slow_noise(self.random, tall, wide, 9) + 0.5 * slow_noise(self.random, tall, wide, 90)

    @contextmanager
    def ink(self, colour, rough=2.2, flecks=0.1, register=1.2, exact=False):
        block = Block(self.width, self.height, self.random)
        yield block
        self._print(block.image, INK[colour], 0 if exact else rough, flecks, 0 if exact else register)

    def _print(self, block, colour, rough, flecks, register):
        bounds = block.getbbox()
        if bounds is None:
            return
        reach = 8 * SCALE
        left, top = max(0, bounds[0] - reach), max(0, bounds[1] - reach)
        right, bottom = min(block.width, bounds[2] + reach), min(block.height, bounds[3] + reach)
        mask = np.asarray(block)
        turn = [int(self.random.integers(0, 400)), int(self.random.integers(0, 400))]

        def corner(noise):
            return np.roll(noise, turn, (0, 1))[top:bottom, left:right]

        if rough:
            shift = np.clip(self.random.normal(0, register * SCALE, 2), -5, 5)
            rows = np.arange(top, bottom, dtype=np.int32)[:, None] + (corner(self.knife[0]) * rough * SCALE + shift[0]).astype(np.int32)
            columns = np.arange(left, right, dtype=np.int32)[None, :] + (corner(self.knife[1]) * rough * SCALE + shift[1]).astype(np.int32)
            np.clip(rows, 0, block.height - 1, out=rows)
            np.clip(columns, 0, block.width - 1, out=columns)
            mask = mask[rows, columns]
        else:
            mask = mask[top:bottom, left:right]
        if flecks:
            mask = np.where(corner(self.lift) > 1.28 - 0.2 * flecks, mask // 4, mask)
        self.sheet.paste(colour, (left, top), Image.fromarray(np.ascontiguousarray(mask)))

    def save(self, path: Path, quality=80, limit=104_000):
        """Write a JPEG no larger than `limit` bytes, giving up quality before size."""
        picture = self.sheet.resize((round(self.width * self.output), round(self.height * self.output)), Image.BICUBIC)
        while True:
            picture.save(path, "JPEG", quality=quality, optimize=True, progressive=True)
            if path.stat().st_size <= limit or quality <= 60:
                return
            quality -= 3
