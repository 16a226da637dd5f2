"""The harbour, the boats and the sea wall."""

from __future__ import annotations

import math

from motifs import (fill_below, glitter, gull, gulls, lamp_post, person, rays, row_of_houses, sea, sky, stone_wall,
                    trawler, wave_line)
from press import Print

HILL = [(-10, 0), (0, -60), (160, -105), (330, -80), (520, -20), (640, 0)]


def hill(block, x, y, scale=1.0):
    block.shape([(x + px * scale, y + py * scale) for px, py in HILL] + [(x + 640 * scale, y + 6), (x - 10, y + 6)])


def storm_wall():
    picture = Print(101)
    sky(picture, "night", 860, "navy", strokes=260)
    with picture.ink("teal") as block:
        block.gouges((0, 0, 1600, 620), 120, 260, 7, angle=0.35, spread=0.05)
    stone_wall(picture, [(820, 640), (1640, 600)], 1080)
    row_of_houses(picture, 1130, 612, 5, 118, ["brick", "teal", "sand", "rust"], low=170, high=230, light=0.55)
    with picture.ink("teal") as block:
        fill_below(block, wave_line(1600, 860, 60, 330, 0.2))
    surge = [(380, 1100), (470, 860), (520, 600), (560, 380), (640, 200), (760, 95), (900, 60), (1010, 96), (1060, 170),
             (990, 150), (940, 190), (1010, 250), (930, 262), (900, 330), (960, 400), (890, 420), (860, 520),
             (900, 610), (850, 700), (880, 860), (900, 1100)]
    with picture.ink("sea", rough=4) as block:
        block.shape(surge)
    with picture.ink("paper", rough=5) as block:
        block.shape([(520, 780), (560, 560), (600, 390), (670, 240), (780, 140), (900, 96), (990, 130), (900, 160),
                     (960, 230), (870, 262), (850, 350), (900, 410), (830, 450), (800, 560), (830, 640), (770, 760), (700, 900), (600, 960)])
        for _ in range(120):
            angle = block.random.uniform(-2.6, 0.5)
            reach = block.random.uniform(60, 330)
            x, y = 860 + math.cos(angle) * reach * 1.2, 260 + math.sin(angle) * reach * 0.8 + 60
            if 0 < y < 760 and x > 540:
                block.disc(x, y, block.random.uniform(2, 10))
    with picture.ink("teal", rough=3) as block:
        for index in range(26):
            x = 500 + index * 13
            top = 900 - 560 * math.sin(math.pi * min(1, index / 22)) ** 0.8
            block.gouge(x, 960, x + 70 + index * 6, top + block.random.uniform(0, 80), 7, bend=-26)
    with picture.ink("navy") as block:
        fill_below(block, wave_line(1600, 970, 80, 280, 0.6))
    with picture.ink("foam") as block:
        block.gouges((0, 820, 1600, 240), 90, 150, 10, spread=0.12, bend=14)
    lamp_post(picture, 1060, 630, 240)
    return picture


def breach_rocks():
    picture = Print(102)
    sky(picture, "foam", 520, "paper", strokes=180)
    with picture.ink("sand") as block:
        block.box(-10, 462, 1620, 420)
    with picture.ink("stone") as block:
        block.gouges((560, 480, 640, 200), 30, 120, 8, spread=0.04)
    row_of_houses(picture, 60, 470, 12, 126, ["brick", "sand", "teal", "rust", "stone"], low=150, high=210, light=0)
    sea(picture, 850, ["teal", "navy"], height=30, strokes=80)
    stone_wall(picture, [(-20, 470), (560, 470), (600, 560), (640, 640), (660, 870)], 900)
    stone_wall(picture, [(1080, 880), (1110, 620), (1170, 520), (1230, 470), (1640, 470)], 900)
    with picture.ink("night") as block:
        for row, count, y in ((0, 7, 870), (1, 6, 800), (2, 5, 735), (3, 3, 680)):
            for index in range(count):
                x = 640 + row * 40 + index * (460 - row * 70) / max(1, count - 1)
                rock(block, x, y, 56)
    with picture.ink("stone") as block:
        for row, count, y in ((0, 7, 864), (1, 6, 794), (2, 5, 729), (3, 3, 674)):
            for index in range(count):
                x = 640 + row * 40 + index * (460 - row * 70) / max(1, count - 1)
                rock(block, x - 3, y - 4, 46)
    with picture.ink("lamp") as block:
        block.box(1250, 390, 130, 60)
        block.shape([(1280, 390), (1290, 320), (1350, 320), (1356, 390)])
        block.line([(1260, 380), (1130, 280), (1010, 420)], 22)
        block.shape([(985, 410), (1040, 410), (1030, 466), (970, 470), (960, 440)])
    with picture.ink("night") as block:
        block.shape([(1298, 380), (1304, 334), (1338, 334), (1342, 380)])
        block.box(1236, 446, 160, 26)
        block.gouges((640, 640, 440, 240), 50, 40, 6, angle=0.5, spread=0.6)
    with picture.ink("night") as block:
        for x in (300, 350, 470, 1500):
            person(block, x, 470, 92)
        gulls(block, (100, 60, 1200, 150), 6, 50)
    return picture


def rock(block, x, y, size):
    points = []
    for index in range(7):
        angle = 2 * math.pi * index / 7 + 0.3
        reach = size * block.random.uniform(0.8, 1.15)
        points.append((x + math.cos(angle) * reach, y + math.sin(angle) * reach * 0.75))
    block.shape(points)


def harbour_dawn():
    picture = Print(103)
    sky(picture, "sand", 520, "paper", glow="lamp", strokes=170)
    with picture.ink("lamp") as block:
        rays(block, 1120, 450, 150, 330, 34, 11)
    with picture.ink("rust") as block:
        block.disc(1120, 450, 118)
    with picture.ink("navy") as block:
        hill(block, -40, 525)
        block.shape([(760, 535), (770, 478), (1640, 488), (1640, 535)])
        block.box(800, 390, 34, 100)
        block.shape([(792, 392), (842, 392), (836, 352), (817, 336), (798, 352)])
    with picture.ink("lamp") as block:
        block.box(807, 360, 20, 26)
    sea(picture, 530, ["sea", "sea", "teal", "navy"], height=14, length=190, strokes=120)
    with picture.ink("lamp") as block:
        glitter(block, 1120, 545, 860, 110, 60)
    trawler(picture, 300, 650, 330, hull="teal")
    trawler(picture, 720, 745, 430, hull="rust")
    trawler(picture, 1300, 860, 540, hull="brick", mirrored=True)
    with picture.ink("night") as block:
        gulls(block, (180, 90, 1000, 220), 8, 66)
    return picture


def trawler_night():
    picture = Print(104)
    sky(picture, "night", 600, "navy", strokes=240)
    with picture.ink("paper") as block:
        block.disc(1150, 250, 104)
        for _ in range(46):
            block.disc(block.random.uniform(0, 1600), block.random.uniform(0, 500), block.random.uniform(1.5, 4))
    with picture.ink("night") as block:
        block.disc(1192, 226, 92)
    sea(picture, 600, ["navy", "navy", "night", "night"], foam="teal", height=46, length=230, strokes=150)
    with picture.ink("lamp") as block:
        glitter(block, 1150, 620, 1000, 120, 90)
    trawler(picture, 620, 800, 680, hull="brick", house="sand")
    with picture.ink("lamp") as block:
        for u in (-0.02, 0.06, 0.14):
            block.box(620 + u * 680 + 4, 800 - 0.298 * 680, 30, 42)
        block.disc(620 + 0.08 * 680, 800 - 0.74 * 680, 11)
        block.disc(620 - 0.30 * 680, 800 - 0.63 * 680, 8)
    with picture.ink("night") as block:
        fill_below(block, wave_line(1600, 880, 60, 300, 0.3))
    with picture.ink("teal") as block:
        block.gouges((0, 840, 1600, 230), 80, 190, 10, spread=0.07, bend=12)
    return picture


def gulls_stern():
    picture = Print(105)
    sky(picture, "navy", 700, "teal", strokes=200)
    sea(picture, 660, ["teal", "navy", "night"], height=44, length=240, strokes=60)
    with picture.ink("paper", rough=4) as block:
        block.shape([(760, 665), (840, 665), (1250, 1080), (330, 1080)])
    with picture.ink("teal") as block:
        block.gouges((460, 720, 700, 340), 90, 130, 12, angle=0.1, spread=0.5, bend=20)
    with picture.ink("night") as block:
        block.shape([(-10, 930), (1610, 930), (1610, 1080), (-10, 1080)])
        block.line([(200, 940), (200, 250), (1400, 250), (1400, 940)], 34)
        block.line([(200, 400), (1400, 400)], 16)
        for x in (520, 800, 1080):
            block.line([(x, 250), (x, 320)], 8)
            block.disc(x, 335, 24)
        block.line([(520, 340), (700, 700)], 6)
        block.line([(1080, 340), (890, 700)], 6)
    with picture.ink("rust") as block:
        block.box(-10, 918, 1620, 22)
        block.disc(300, 900, 44)
        block.disc(1330, 896, 50)
    with picture.ink("paper") as block:
        for x, y, span in ((360, 560, 250), (640, 520, 190), (920, 560, 300), (1210, 600, 220), (480, 140, 190), (760, 160, 120),
                           (1050, 120, 210), (1290, 170, 140), (620, 340, 130), (960, 330, 120), (80, 300, 170), (1500, 420, 200),
                           (300, 700, 150), (1120, 740, 150)):
            big_gull(block, x, y, span)
    with picture.ink("night") as block:
        for x, y, span in ((360, 560, 250), (920, 560, 300), (1210, 600, 220), (640, 520, 190), (480, 140, 190), (1050, 120, 210)):
            block.disc(x + span * 0.15, y - span * 0.005, span * 0.012)
            for side in (-1, 1):
                tip = (x + side * span * 0.5, y - span * 0.22)
                block.shape([tip, (x + side * span * 0.4, y - span * 0.245), (x + side * span * 0.4, y - span * 0.2)])
    with picture.ink("lamp") as block:
        for x, y, span in ((360, 560, 250), (920, 560, 300), (1210, 600, 220), (640, 520, 190), (480, 140, 190), (1050, 120, 210)):
            block.shape([(x + span * 0.185, y - span * 0.01), (x + span * 0.235, y + span * 0.01), (x + span * 0.18, y + span * 0.02)])
    return picture


def big_gull(block, x, y, span):
    """A gull near enough to have a body: facing right, wings up."""
    block.shape([(x - span * 0.2, y + span * 0.06), (x - span * 0.1, y - span * 0.02), (x + span * 0.1, y - span * 0.035),
                 (x + span * 0.16, y - span * 0.04), (x + span * 0.2, y), (x + span * 0.15, y + span * 0.03),
                 (x, y + span * 0.07), (x - span * 0.12, y + span * 0.06), (x - span * 0.24, y + span * 0.09)])
    for side in (-1, 1):
        block.shape([(x - span * 0.06, y + span * 0.02), (x + side * span * 0.16, y - span * 0.2), (x + side * span * 0.5, y - span * 0.22),
                     (x + side * span * 0.3, y - span * 0.13), (x + side * span * 0.17, y - span * 0.07), (x + span * 0.1, y + span * 0.02)])


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


def fish_boxes():
    picture = Print(106, paper="night")
    for column in range(3):
        for row in range(2):
            x, y = 44 + column * 514, 44 + row * 500
            with picture.ink("lamp", flecks=0) as block:
                block.shape([(x, y), (x + 484, y), (x + 484, y + 470), (x, y + 470)])
            with picture.ink("navy", flecks=0) as block:
                block.box(x + 24, y + 24, 436, 422)
                block.box(x + 190, y + 6, 104, 12)
                block.box(x + 190, y + 452, 104, 12)
            for index in range(5):
                ink = ["sea", "foam", "rust", "sea", "sand"][(index + column * 2 + row) % 5]
                flip = math.pi if (index + column + row) % 2 else 0
                fish(picture, x + 242, y + 72 + index * 82, 390, ink, flip + picture.random.normal(0, 0.02))
    return picture


def crab_pots():
    picture = Print(107)
    sky(picture, "sea", 640, "foam", strokes=150)
    sea(picture, 640, ["teal", "navy"], height=16, strokes=70)
    with picture.ink("stone") as block:
        block.shape([(-10, 860), (1610, 830), (1610, 1080), (-10, 1080)])
    with picture.ink("night") as block:
        block.gouges((0, 880, 1600, 190), 70, 130, 6, spread=0.04)
    levels = [(6, 850, 150), (5, 670, 230), (4, 490, 320), (2, 310, 500)]
    for count, base, left in levels:
        for index in range(count):
            pot(picture, left + 40 + index * 216, base, 200, 176)
    with picture.ink("rust") as block:
        for x, y in ((1450, 830), (1510, 872), (1395, 880), (90, 890), (150, 930)):
            block.disc(x, y, 44)
    with picture.ink("paper") as block:
        for x, y in ((1450, 830), (1510, 872), (1395, 880), (90, 890), (150, 930)):
            block.gouge(x - 36, y - 4, x + 36, y + 2, 17)
    for x, y, flip in ((600, 134, 1), (800, 134, -1)):
        perched_gull(picture, x, y, 118, flip)
    with picture.ink("night") as block:
        gulls(block, (900, 60, 600, 200), 5, 70)
    return picture


def pot(picture, x, base, width, height):
    def dome(u):
        return base - height * math.sin(math.pi * u) ** 0.55

    outline = [(x + width * i / 16, dome(i / 16)) for i in range(17)]
    with picture.ink("sand", flecks=0) as block:
        block.shape(outline)
    with picture.ink("night", flecks=0) as block:
        block.line(outline, 9)
        block.box(x - 4, base - 14, width + 8, 16)
        for i in range(3, 14, 2):
            u = i / 16
            block.line([(x + width * u, base), (x + width * (u * 0.82 + 0.09), dome(u))], 3.5)
        for level in (0.33, 0.62):
            block.line([(x + width * 0.03, base - height * level), (x + width * 0.97, base - height * level)], 3.5)
        block.disc(x + width / 2, base - height * 0.47, height * 0.2)
    with picture.ink("rust", flecks=0) as block:
        block.disc(x + width / 2, base - height * 0.47, height * 0.13)


def perched_gull(picture, x, base, size, flip=1):
    def at(u, v):
        return (x + flip * u * size, base - v * size)

    with picture.ink("rust", flecks=0) as block:
        block.line([at(0.02, 0), at(0.02, 0.3)], size * 0.035)
        block.line([at(0.12, 0), at(0.12, 0.3)], size * 0.035)
    with picture.ink("paper", flecks=0) as block:
        block.shape([at(-0.6, 0.42), at(-0.2, 0.3), at(0.15, 0.25), at(0.34, 0.4), at(0.36, 0.62), at(0.45, 0.78), at(0.4, 0.93), at(0.24, 0.98),
                     at(0.1, 0.88), at(0.06, 0.7), at(-0.1, 0.62), at(-0.4, 0.52)])
    with picture.ink("stone", flecks=0) as block:
        block.shape([at(-0.72, 0.4), at(-0.2, 0.34), at(0.12, 0.38), at(0.14, 0.56), at(-0.05, 0.63), at(-0.35, 0.54)])
    with picture.ink("night", flecks=0) as block:
        block.shape([at(-0.72, 0.4), at(-0.45, 0.38), at(-0.42, 0.47)])
        block.disc(*at(0.3, 0.86), size * 0.03)
    with picture.ink("lamp", flecks=0) as block:
        block.shape([at(0.42, 0.88), at(0.66, 0.78), at(0.62, 0.73), at(0.44, 0.78)])


def fish_market():
    picture = Print(108, paper="navy")
    with picture.ink("night") as block:
        block.shape([(0, 0), (1600, 0), (1600, 200), (800, 60), (0, 200)])
        for x in (0, 320, 640, 960, 1280, 1600):
            block.line([(x, 1080), (x, 120)], 18)
            block.line([(x, 260), (x + 160, 110), (x + 320, 260)], 12)
    with picture.ink("teal") as block:
        block.shape([(0, 640), (1600, 640), (1600, 1080), (0, 1080)])
    with picture.ink("sea") as block:
        block.gouges((0, 650, 1600, 420), 90, 150, 9, spread=0.03)
    with picture.ink("lamp", register=0.3) as block:
        for x in (240, 620, 980, 1360):
            block.shape([(x - 6, 318), (x + 6, 318), (x + 190, 640), (x - 190, 640)])
    with picture.ink("night") as block:
        for x in (240, 620, 980, 1360):
            block.line([(x, 100), (x, 270)], 6)
            block.shape([(x - 60, 322), (x + 60, 322), (x + 26, 266), (x - 26, 266)])
    with picture.ink("paper") as block:
        block.disc(800, 230, 104)
    with picture.ink("night") as block:
        block.disc(800, 230, 90)
    with picture.ink("paper") as block:
        block.disc(800, 230, 80)
    with picture.ink("night") as block:
        block.line([(800, 230), (800, 168)], 9)
        block.line([(800, 230), (756, 258)], 11)
        for index in range(12):
            angle = math.pi * index / 6
            block.disc(800 + math.cos(angle) * 68, 230 + math.sin(angle) * 68, 5)
    with picture.ink("night") as block:
        for x, h, arm in ((130, 250, None), (250, 270, (0.26, 0.05)), (380, 240, None), (520, 262, None), (700, 268, (0.3, 0.16)), (930, 250, None),
                          (1080, 274, None), (1230, 240, (-0.28, 0.12)), (1370, 262, None), (1490, 250, None)):
            person(block, x, 690, h, arm=arm, hat=x % 3 == 0)
    for row, (y, width) in enumerate(((700, 150), (790, 186), (900, 232))):
        count = 1600 // width + 1
        for index in range(count):
            x = index * width - (row * 40)
            with picture.ink("rust" if (index + row) % 3 == 0 else "lamp", flecks=0) as block:
                block.shape([(x + 6, y), (x + width - 10, y), (x + width - 16, y + width * 0.44), (x + 12, y + width * 0.44)])
            with picture.ink("foam", flecks=0) as block:
                block.shape([(x + 14, y + 5), (x + width - 18, y + 5), (x + width - 20, y + width * 0.16), (x + 16, y + width * 0.16)])
            with picture.ink("night", flecks=0) as block:
                for step in range(3):
                    block.gouge(x + 22, y + 10 + step * width * 0.045, x + width - 26, y + 10 + step * width * 0.045, width * 0.04)
                block.box(x + width * 0.38, y + width * 0.26, width * 0.22, width * 0.06)
    return picture


def gull_alderman():
    picture = Print(109, paper="sea")
    with picture.ink("foam") as block:
        block.gouges((0, 0, 1600, 800), 150, 200, 9, spread=0.03, bend=6)
    with picture.ink("teal") as block:
        fill_below(block, wave_line(1600, 800, 18, 170, 0.1))
    with picture.ink("navy") as block:
        block.gouges((0, 800, 1600, 260), 80, 150, 9, spread=0.05, bend=8)
        block.shape([(620, 1080), (640, 760), (590, 742), (594, 690), (910, 690), (914, 742), (862, 760), (880, 1080)])
    with picture.ink("stone") as block:
        block.gouges((640, 700, 80, 370), 20, 110, 8, angle=1.57, spread=0.02)
    with picture.ink("rust") as block:
        block.line([(770, 690), (772, 560)], 24)
        block.shape([(700, 700), (850, 700), (778, 660)])
    with picture.ink("paper", flecks=0) as block:
        block.shape([(380, 470), (520, 590), (700, 628), (840, 600), (930, 520), (965, 420), (975, 330), (1050, 270), (1052, 190), (1000, 132),
                     (915, 112), (830, 140), (790, 210), (775, 290), (700, 340), (560, 390)])
    with picture.ink("stone") as block:
        block.shape([(250, 520), (470, 560), (700, 540), (800, 470), (800, 390), (700, 350), (560, 386), (400, 450)])
    with picture.ink("night") as block:
        block.shape([(210, 532), (250, 510), (440, 500), (420, 556), (300, 560)])
        for index in range(7):
            block.gouge(430 + index * 46, 545 - index * 6, 540 + index * 40, 455 - index * 10, 9, bend=14)
        block.disc(930, 210, 21)
        block.gouge(880, 166, 985, 178, 15, bend=-8)
        block.gouges((820, 330, 130, 230), 16, 60, 8, angle=1.2, spread=0.2)
    with picture.ink("lamp") as block:
        block.disc(930, 210, 15)
        block.shape([(1030, 196), (1210, 236), (1240, 286), (1206, 300), (1180, 276), (1044, 268)])
    with picture.ink("night") as block:
        block.disc(933, 211, 7)
        block.gouge(1046, 240, 1196, 262, 7)
    with picture.ink("rust") as block:
        block.disc(1170, 281, 13)
    with picture.ink("paper", flecks=0) as block:
        block.shape([(1090, 262), (1190, 268), (1240, 420), (1100, 446), (1070, 340)])
    with picture.ink("night") as block:
        block.text(1154, 352, "LOT 14", 34, "mm")
        block.gouge(1100, 400, 1200, 388, 6)
        gulls(block, (60, 90, 500, 220), 4, 76)
    return picture


def ferry(picture, x, y, size, lit=True):
    """A double-ended car ferry, side on, waterline at y."""
    def at(u, v):
        return (x + u * size, y - v * size)

    with picture.ink("paper", flecks=0) as block:
        block.shape([at(-0.3, 0.17), at(-0.3, 0.3), at(0.3, 0.3), at(0.3, 0.17)])
        block.shape([at(-0.1, 0.3), at(-0.085, 0.39), at(0.085, 0.39), at(0.1, 0.3)])
    with picture.ink("rust") as block:
        block.shape([at(-0.2, 0.3), at(-0.19, 0.44), at(-0.13, 0.44), at(-0.125, 0.3)])
    with picture.ink("navy") as block:
        block.shape([at(-0.55, 0.15), at(-0.44, 0.17), at(0.44, 0.17), at(0.55, 0.15), at(0.46, 0), at(-0.46, 0)])
        block.shape([at(-0.55, 0.15), at(-0.63, 0.3), at(-0.61, 0.31), at(-0.5, 0.17)])
        block.shape([at(0.55, 0.15), at(0.63, 0.3), at(0.61, 0.31), at(0.5, 0.17)])
    with picture.ink("night") as block:
        block.box(*at(-0.205, 0.45), size * 0.085, size * 0.035)
        block.line([at(0.03, 0.39), at(0.03, 0.58)], size * 0.01)
        block.shape([at(-0.47, 0.03), at(0.47, 0.03), at(0.45, -0.02), at(-0.45, -0.02)])
        for index in range(9):
            block.box(*at(-0.27 + index * 0.062, 0.275), size * 0.034, size * 0.045)
        for index in range(4):
            block.box(*at(-0.075 + index * 0.04, 0.375), size * 0.027, size * 0.035)
    if lit:
        with picture.ink("lamp", flecks=0) as block:
            for index in range(9):
                block.box(*at(-0.265 + index * 0.062, 0.27), size * 0.024, size * 0.035)


def ferry_tied_up():
    picture = Print(110)
    sky(picture, "teal", 600, "sea", glow="sand", strokes=170)
    with picture.ink("navy") as block:
        hill(block, 900, 606, 0.9)
    sea(picture, 600, ["sea", "teal", "navy"], height=14, length=200, strokes=90)
    ferry(picture, 620, 800, 1000, lit=False)
    with picture.ink("stone") as block:
        block.shape([(-10, 880), (1610, 850), (1610, 1080), (-10, 1080)])
    with picture.ink("night") as block:
        block.gouges((0, 890, 1600, 180), 70, 150, 7, spread=0.03)
        block.shape([(1310, 862), (1316, 820), (1304, 806), (1366, 806), (1354, 820), (1360, 862)])
        block.box(1440, 850, 84, 62)
        block.line([(1464, 850), (1464, 834), (1500, 834), (1500, 850)], 6)
    with picture.ink("rust") as block:
        block.box(1446, 860, 72, 46)
    with picture.ink("night") as block:
        block.disc(1482, 706, 21)
        block.shape([(1454, 742), (1510, 742), (1518, 858), (1446, 858)])
        block.shape([(1448, 830), (1404, 838), (1398, 912), (1414, 912), (1424, 862), (1480, 858)])
        block.line([(1462, 764), (1424, 812), (1410, 838)], 15)
        gull(block, 300, 220, 90)
        gull(block, 420, 280, 60)
    return picture


def shipyard():
    picture = Print(111)
    sky(picture, "sand", 850, "paper", strokes=170)
    with picture.ink("teal") as block:
        block.shape([(0, 740), (0, 620), (140, 620), (140, 560), (360, 560), (360, 640), (520, 640), (520, 740)])
        block.shape([(1180, 740), (1180, 600), (1260, 560), (1340, 600), (1420, 560), (1500, 600), (1610, 560), (1610, 740)])
    with picture.ink("night") as block:
        for x, lean in ((330, 1), (1290, -1)):
            block.line([(x, 860), (x, 120)], 20)
            block.line([(x + 60, 860), (x + 60, 120)], 20)
            for y in range(160, 860, 90):
                block.line([(x, y), (x + 60, y + 90)], 7)
                block.line([(x + 60, y), (x, y + 90)], 7)
            block.line([(x + 30 - lean * 200, 150), (x + 30 + lean * 560, 130)], 22)
            block.line([(x + 30, 60), (x + 30 + lean * 540, 130)], 7)
            block.line([(x + 30, 60), (x + 30 - lean * 190, 150)], 7)
            block.shape([(x - 6, 130), (x + 66, 130), (x + 40, 50), (x + 20, 50)])
            block.line([(x + 30 + lean * 400, 136), (x + 30 + lean * 400, 380)], 5)
    with picture.ink("rust") as block:
        block.shape([(380, 520), (520, 560), (1080, 560), (1230, 520), (1170, 700), (1060, 800), (540, 800), (440, 700)])
        block.shape([(560, 560), (560, 440), (1040, 440), (1040, 560)])
        block.shape([(690, 440), (705, 360), (895, 360), (910, 440)])
    with picture.ink("brick") as block:
        block.gouges((470, 570, 660, 220), 36, 150, 8, spread=0.02)
        for x in range(590, 1020, 62):
            block.box(x, 470, 34, 40)
        for x in (722, 770, 818, 858):
            block.box(x, 380, 28, 30)
    with picture.ink("night") as block:
        block.shape([(-10, 860), (1610, 860), (1610, 1080), (-10, 1080)])
        for x in (560, 700, 840, 980, 1060):
            block.shape([(x - 30, 862), (x - 12, 790), (x + 12, 790), (x + 30, 862)])
        for x in (470, 640, 1120, 1180):
            person(block, x, 866, 88, arm=(0.3, 0.2) if x == 640 else None, hat=True)
    with picture.ink("lamp") as block:
        rays(block, 672, 770, 4, 74, 22, 6)
        block.gouges((0, 880, 1600, 180), 26, 120, 7, spread=0.02)
    with picture.ink("paper") as block:
        block.text(800, 660, "214", 76, "mm")
    return picture


def wall_works():
    picture = Print(112)
    sky(picture, "foam", 560, "paper", glow="lamp", strokes=150)
    with picture.ink("navy") as block:
        hill(block, -100, 566, 1.0)
    sea(picture, 560, ["sea", "teal", "teal"], height=14, length=200, strokes=90)
    with picture.ink("navy") as block:
        block.shape([(180, 690), (800, 690), (770, 770), (210, 770)])
        block.box(600, 600, 130, 92)
    with picture.ink("rust") as block:
        block.box(270, 590, 150, 102)
        block.line([(340, 600), (900, 130)], 24)
    with picture.ink("night") as block:
        block.line([(340, 600), (900, 130)], 5)
        block.line([(280, 560), (900, 130)], 5)
        block.line([(900, 130), (900, 470)], 6)
        block.box(300, 612, 50, 44)
        block.line([(860, 500), (900, 466), (940, 500)], 5)
    with picture.ink("stone") as block:
        rock(block, 900, 552, 76)
        for row, count, y in ((0, 7, 980), (1, 5, 890), (2, 4, 810), (3, 2, 735)):
            for index in range(count):
                rock(block, 800 + row * 95 + index * 118, y, 66)
    with picture.ink("night") as block:
        block.gouges((740, 700, 760, 340), 70, 70, 7, angle=0.6, spread=0.5)
        block.gouges((850, 510, 100, 90), 6, 46, 6, angle=0.6, spread=0.4)
    stone_wall(picture, [(1200, 1080), (1230, 640), (1250, 600), (1640, 590)], 1080)
    with picture.ink("night") as block:
        person(block, 1370, 596, 190, arm=(-0.34, 0.02), hat=True)
        person(block, 1470, 596, 180, hat=True)
        gulls(block, (1050, 80, 480, 180), 4, 70)
    with picture.ink("lamp") as block:
        for x, h in ((1370, 190), (1470, 180)):
            block.shape([(x - h * 0.1, 596 - h * 0.94), (x + h * 0.1, 596 - h * 0.94), (x + h * 0.07, 596 - h * 1.02), (x - h * 0.07, 596 - h * 1.02)])
            block.box(x - h * 0.13, 596 - h * 0.66, h * 0.26, h * 0.07)
    return picture


SCENES = {
    "storm-wall": storm_wall, "breach-rocks": breach_rocks, "harbour-dawn": harbour_dawn, "trawler-night": trawler_night,
    "gulls-stern": gulls_stern, "fish-boxes": fish_boxes, "crab-pots": crab_pots, "fish-market": fish_market,
    "gull-alderman": gull_alderman, "ferry-tied-up": ferry_tied_up, "shipyard": shipyard, "wall-works": wall_works,
}
