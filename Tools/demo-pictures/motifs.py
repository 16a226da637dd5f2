"""What the town is made of: sea, sky, boats, fish, gulls, walls, houses, people. Each motif draws on a block or a print."""

from __future__ import annotations

import math

HILL = [(-10, 0), (0, -60), (160, -105), (330, -80), (520, -20), (640, 0)]


def wave_line(width, y, height, length, phase=0.0, step=8):
    """Points along a choppy horizon: pointed crests, round troughs."""
    points = []
    for x in range(-20, width + 21, step):
        t = (x / length + phase) % 1.0
        points.append((x, y - height * (1 - abs(math.sin(math.pi * t)) ** 0.6)))
    return points


def fill_below(block, points):
    block.shape(points + [(block.width + 30, block.height + 30), (-30, block.height + 30)])


def sky(picture, top, horizon, light, glow=None, strokes=300):
    """A flat sky in `top` with gouge strokes of `light` that thicken towards the horizon."""
    with picture.ink(top, rough=0) as block:
        block.box(-10, -10, picture.width + 20, horizon + 40)
    with picture.ink(light) as block:
        block.gouges((0, 0, picture.width, horizon), strokes, 170, 8, spread=0.03, bend=4,
                     weight=lambda u, v: v ** 2.2)
    if glow:
        with picture.ink(glow) as block:
            block.gouges((0, horizon * 0.7, picture.width, horizon * 0.32), strokes // 3, 190, 8, spread=0.02,
                         bend=3, weight=lambda u, v: v ** 2)


def sea(picture, horizon, inks, foam="foam", height=26, length=150, rows=None, strokes=190):
    """Bands of waves from the horizon down, each ink a nearer and larger band, with foam cut along them."""
    depth = picture.height - horizon
    count = len(inks)
    for index, ink in enumerate(inks):
        y = horizon + depth * (index / count) ** 1.35
        size = 0.35 + 0.9 * index / max(1, count - 1) if count > 1 else 1
        crest = 0 if index == 0 else height * size
        with picture.ink(ink) as block:
            fill_below(block, wave_line(picture.width, y, crest, length * (0.6 + size), picture.random.random()))
    with picture.ink(foam) as block:
        block.gouges((0, horizon + 6, picture.width, depth), strokes, 150, 9, spread=0.05, bend=7,
                     weight=lambda u, v: 0.35 + 0.5 * v)
    with picture.ink(inks[-1]) as block:
        block.gouges((0, horizon + 6, picture.width, depth), strokes // 2, 140, 8, spread=0.04, bend=6)


def glitter(block, x, top, bottom, spread, count=90):
    """A path of light on the water under a sun, moon or lamp."""
    for index in range(count):
        t = block.random.random()
        y = top + (bottom - top) * t
        reach = spread * (0.25 + t)
        centre = x + block.random.normal(0, reach * 0.35)
        run = reach * block.random.uniform(0.2, 0.6)
        block.gouge(centre - run, y, centre + run, y, 3 + 7 * t)


def rays(block, x, y, inner, outer, count=40, width=9):
    for index in range(count):
        angle = 2 * math.pi * index / count + block.random.normal(0, 0.03)
        reach = outer * block.random.uniform(0.7, 1.05)
        block.gouge(x + math.cos(angle) * inner, y + math.sin(angle) * inner,
                    x + math.cos(angle) * reach, y + math.sin(angle) * reach, width)


def gull(block, x, y, span, tilt=0.0):
    """A gull far off: two bent wings."""
    lift = span * 0.22
    for side in (-1, 1):
        wing = []
        for step in range(9):
            t = step / 8
            wing.append((x + side * span / 2 * t, y - lift * math.sin(math.pi * t * 0.8) + tilt * side * t * span))
        under = [(px, py + span * 0.075 * (1 - index / 8) + 1) for index, (px, py) in enumerate(wing)]
        block.shape(wing + under[::-1])


def gulls(block, area, count, span=60):
    x, y, w, h = area
    for _ in range(count):
        size = span * block.random.uniform(0.5, 1.3)
        gull(block, x + block.random.random() * w, y + block.random.random() * h, size, block.random.normal(0, 0.08))


def trawler(picture, x, y, size, hull="rust", house="paper", dark="night", mirrored=False):
    """A small stern trawler whose waterline is at y. `size` is her length."""
    side = -1 if mirrored else 1

    def at(u, v):
        return (x + side * u * size, y - v * size)

    with picture.ink(dark) as block:
        block.line([at(-0.30, 0.10), at(-0.30, 0.62)], size * 0.014)
        block.line([at(-0.36, 0.56), at(-0.24, 0.56)], size * 0.012)
        block.line([at(0.08, 0.3), at(0.08, 0.74)], size * 0.014)
        block.line([at(0.08, 0.72), at(0.5, 0.2)], size * 0.006)
        block.line([at(0.08, 0.72), at(-0.30, 0.60)], size * 0.006)
        block.line([at(-0.30, 0.60), at(-0.5, 0.14)], size * 0.006)
        block.shape([at(-0.06, 0.1), at(-0.06, 0.37), at(0.2, 0.37), at(0.24, 0.1)])
    with picture.ink(house) as block:
        block.shape([at(-0.05, 0.1), at(-0.05, 0.34), at(0.19, 0.34), at(0.22, 0.1)])
    with picture.ink(hull) as block:
        block.shape([at(-0.5, 0.15), at(-0.3, 0.12), at(0.1, 0.13), at(0.36, 0.19), at(0.54, 0.27), at(0.47, 0.1),
                     at(0.42, -0.03), at(-0.46, -0.03)])
    with picture.ink(dark) as block:
        for u in (-0.02, 0.06, 0.14):
            block.shape([at(u, 0.23), at(u, 0.3), at(u + 0.055, 0.3), at(u + 0.055, 0.23)])
        block.shape([at(-0.48, 0.03), at(0.45, 0.04), at(0.42, -0.04), at(-0.46, -0.04)])
        block.line([at(-0.49, 0.145), at(-0.3, 0.115), at(0.1, 0.125), at(0.36, 0.185), at(0.54, 0.265)], size * 0.016)


def person(block, x, y, height, lean=0.0, arm=None, skirt=False, hat=False):
    """A standing figure whose feet are at y."""
    h = height
    head = (x + lean * h * 0.5, y - h * 0.91)
    block.disc(*head, h * 0.085)
    if hat:
        block.shape([(head[0] - h * 0.13, head[1] - h * 0.03), (head[0] + h * 0.13, head[1] - h * 0.03),
                     (head[0] + h * 0.07, head[1] - h * 0.05), (head[0] + h * 0.05, head[1] - h * 0.13),
                     (head[0] - h * 0.06, head[1] - h * 0.13), (head[0] - h * 0.08, head[1] - h * 0.05)])
    shoulder = y - h * 0.8
    neck = x + lean * h * 0.45
    block.box(neck - h * 0.028, y - h * 0.86, h * 0.056, h * 0.08)
    width = h * 0.135
    if skirt:
        body = [(x - width * 0.8 + lean * h * .4, shoulder), (x + width * 0.8 + lean * h * .4, shoulder),
                (x + width * 1.35, y - h * 0.22), (x - width * 1.35, y - h * 0.22)]
    else:
        body = [(x - width + lean * h * .4, shoulder + h * .02), (x - width * .6 + lean * h * .4, shoulder - h * 0.02),
                (x + width * .6 + lean * h * .4, shoulder - h * 0.02), (x + width + lean * h * .4, shoulder + h * .02),
                (x + width * 1.05, y - h * 0.36), (x - width * 1.05, y - h * 0.36)]
    block.shape(body)
    for side in (-1, 1):
        block.shape([(x + side * width * 0.1, y - h * 0.4), (x + side * width, y - h * 0.4),
                     (x + side * width * 0.85, y), (x + side * width * 0.2, y)])
    if arm is not None:
        reach_x, reach_y = arm
        start = (x + lean * h * .4 + (width if reach_x > 0 else -width) * 0.8, shoulder + h * 0.03)
        block.line([start, (start[0] + reach_x * h, start[1] - reach_y * h)], h * 0.065)


def crowd(block, base, count, low, high, left=-20, right=1620, hats=0.25):
    """A row of people seen from behind."""
    for index in range(count):
        x = left + (right - left) * (index + 0.5) / count + block.random.normal(0, 8)
        person(block, x, base + block.random.uniform(0, 14), block.random.uniform(low, high),
               skirt=block.random.random() < 0.3, hat=block.random.random() < hats)


def row_of_houses(picture, x, base, count, width, inks, dark="night", lit="lamp", low=150, high=240, light=0.4):
    """A terrace: gables, chimneys, small windows, some of them lit."""
    for index in range(count):
        left = x + index * width
        tall = picture.random.uniform(low, high)
        ink = inks[index % len(inks)]
        with picture.ink(ink) as block:
            block.shape([(left, base), (left, base - tall * 0.72), (left + width / 2, base - tall),
                         (left + width, base - tall * 0.72), (left + width, base)])
        with picture.ink(dark) as block:
            block.shape([(left - 5, base - tall * 0.70), (left + width / 2, base - tall - 8),
                         (left + width + 5, base - tall * 0.70), (left + width + 5, base - tall * 0.66),
                         (left + width / 2, base - tall * 0.93), (left - 5, base - tall * 0.66)])
            block.box(left + width * 0.68, base - tall * 1.02, width * 0.13, tall * 0.2)
            for row in (0.55, 0.3):
                for column in (0.2, 0.6):
                    block.box(left + width * column, base - tall * row - width * 0.1, width * 0.2, width * 0.26)
        with picture.ink(lit) as block:
            for row in (0.55, 0.3):
                for column in (0.2, 0.6):
                    if picture.random.random() < light:
                        block.box(left + width * (column + 0.03), base - tall * row - width * 0.07, width * 0.14, width * 0.2)


def lamp_post(picture, x, base, height, lit=True, dark="night"):
    with picture.ink(dark) as block:
        block.line([(x, base), (x, base - height)], 9)
        block.box(x - 15, base - 26, 30, 26)
        block.shape([(x - 20, base - height), (x + 20, base - height), (x + 27, base - height - 52),
                     (x, base - height - 76), (x - 27, base - height - 52)])
    if lit:
        with picture.ink("lamp") as block:
            block.shape([(x - 13, base - height - 6), (x + 13, base - height - 6), (x + 18, base - height - 48),
                         (x - 18, base - height - 48)])


def stone_wall(picture, points_top, base, ink="stone", joint="night", course=46, block_length=96):
    """A masonry wall under a line of points, with courses and joints cut in."""
    with picture.ink(ink) as block:
        block.shape(points_top + [(points_top[-1][0], base), (points_top[0][0], base)])
    left, right = points_top[0][0], points_top[-1][0]
    highest = min(y for _, y in points_top)

    def top_at(x):
        for (x0, y0), (x1, y1) in zip(points_top, points_top[1:]):
            if x0 <= x <= x1:
                return y0 + (y1 - y0) * (x - x0) / ((x1 - x0) or 1)
        return base

    with picture.ink(joint) as block:
        y, row = highest + course, 0
        while y < base + course:
            x = left + (block_length / 2 if row % 2 else 0)
            while x < right:
                if top_at(x) < y - 8 and top_at(min(right, x + block_length)) < y - 8:
                    block.gouge(x + 3, y, min(right, x + block_length - 3), y, 5)
                if top_at(x) < y - course - 2:
                    block.gouge(x, y - course + 3, x, y - 3, 4.5)
                x += block_length
            y += course
            row += 1
        block.line(points_top, 9)


def hill(block, x, y, scale=1.0):
    block.shape([(x + px * scale, y + py * scale) for px, py in HILL] + [(x + 640 * scale, y + 6), (x - 10, y + 6)])


def rock(block, x, y, size):
    points = []
    for index in range(7):
        angle = 2 * math.pi * index / 7 + 0.3
        reach = size * block.random.uniform(0.8, 1.15)
        points.append((x + math.cos(angle) * reach, y + math.sin(angle) * reach * 0.75))
    block.shape(points)


def fish(picture, x, y, length, ink, angle=0.0, dark="night", light="paper"):
    """One fish from the side, its nose to the right."""
    cos, sin = math.cos(angle), math.sin(angle)

    def at(u, v):
        return (x + (u * cos - v * sin) * length, y + (u * sin + v * cos) * length)

    back = [(0.5, 0.0), (0.36, -0.09), (0.12, -0.13), (-0.15, -0.09), (-0.32, -0.03)]
    tail = [(-0.5, -0.13), (-0.44, 0.0), (-0.5, 0.13)]
    belly = [(-0.32, 0.03), (-0.15, 0.09), (0.12, 0.13), (0.36, 0.09)]
    with picture.ink(ink, flecks=0) as block:
        block.shape([at(*p) for p in back + tail + belly])
        block.shape([at(0.05, -0.12), at(-0.12, -0.2), at(-0.2, -0.07)])
    with picture.ink(light, flecks=0) as block:
        block.shape([at(0.46, 0.02), at(0.3, 0.05), at(0.05, 0.06), at(-0.25, 0.03), at(-0.1, 0.09), at(0.12, 0.12), at(0.34, 0.085)])
        block.disc(*at(0.38, -0.03), length * 0.026)
    with picture.ink(dark, flecks=0) as block:
        block.disc(*at(0.385, -0.03), length * 0.013)
        block.line([at(0.29, -0.085), at(0.26, 0.0), at(0.29, 0.08)], length * 0.012)
        for u in (0.14, 0.02, -0.1, -0.2):
            block.gouge(*at(u, -0.075), *at(u - 0.05, -0.01), length * 0.022)
