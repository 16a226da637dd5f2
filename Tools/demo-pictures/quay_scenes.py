"""The quay: the market, the pots, the ferry, the yard and the gull."""

from __future__ import annotations

import math

from motifs import fill_below, fish, gull, gulls, hill, person, rays, sea, sky, wave_line
from press import Print


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


SCENES = {
    "fish-boxes": fish_boxes,
    "crab-pots": crab_pots,
    "fish-market": fish_market,
    "gull-alderman": gull_alderman,
    "ferry-tied-up": ferry_tied_up,
    "shipyard": shipyard,
}
