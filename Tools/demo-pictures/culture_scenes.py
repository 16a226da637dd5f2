"""The town at play: lanterns, cinema, stage, band, exhibition, tea."""

from __future__ import annotations

import math

from motifs import crowd, glitter, gull, gulls, person, row_of_houses, sea, sky, stone_wall
from press import Print


def lantern_night():
    picture = Print(201)
    sky(picture, "night", 760, "navy", strokes=200)
    with picture.ink("sand") as block:
        for _ in range(50):
            block.disc(block.random.uniform(0, 1600), block.random.uniform(0, 330), block.random.uniform(1.5, 3.6))
    with picture.ink("teal", rough=5) as block:
        block.shape([(-10, 720), (-10, 470), (300, 430), (700, 452), (1100, 440), (1400, 470), (1610, 450), (1610, 800), (-10, 800)])
    row_of_houses(picture, -40, 690, 6, 120, ["navy"], low=150, high=220, light=0.8)
    sea(picture, 740, ["navy", "night", "night"], foam="teal", height=12, length=200, strokes=70)
    with picture.ink("stone") as block:
        block.shape([(-10, 690), (1440, 716), (1480, 760), (1490, 800), (-10, 800)])
    with picture.ink("night") as block:
        block.gouges((0, 705, 1440, 90), 40, 110, 6, angle=0.02, spread=0.02)
        block.line([(1440, 716), (1440, 560)], 12)
    spots = []
    with picture.ink("brick", rough=3) as block:
        for index in range(12):
            x = 60 + index * 112
            block.disc(x + 64, 408 - (index * 53) % 60 + (70 if index in (4, 9) else 0), 74)
    with picture.ink("night") as block:
        for index in range(12):
            x = 60 + index * 112
            height = 244 + (index * 41) % 50 - (90 if index in (4, 9) else 0)
            base = 712 + index * 2
            person(block, x, base, height, lean=0.06, arm=(0.2, 0.1), hat=index % 5 == 2, skirt=index % 3 == 1)
            top = 452 - (index * 53) % 60 + (70 if index in (4, 9) else 0)
            block.line([(x + 64, base - height * 0.86), (x + 64, top)], 6)
            spots.append((x + 64, top))
    with picture.ink("lamp") as block:
        for index, (x, top) in enumerate(spots):
            if index % 4 == 0:
                block.disc(x, top - 40, 46)
            elif index % 4 == 1:
                block.shape([(x - 34, top), (x + 34, top), (x + 42, top - 84), (x - 42, top - 84)])
            elif index % 4 == 2:
                points = []
                for step in range(10):
                    angle = math.pi * step / 5 - math.pi / 2
                    reach = 58 if step % 2 == 0 else 27
                    points.append((x + math.cos(angle) * reach, top - 44 + math.sin(angle) * reach))
                block.shape(points)
            else:
                block.shape([(x - 60, top - 40), (x - 10, top - 74), (x + 34, top - 40), (x + 62, top - 70), (x + 62, top - 10),
                             (x + 34, top - 40), (x - 10, top - 6)])
        for x, _ in spots:
            glitter(block, x, 815, 1060, 40, 16)
    with picture.ink("rust") as block:
        for index, (x, top) in enumerate(spots):
            if index % 4 < 2:
                block.gouge(x - 26, top - 40, x + 26, top - 40, 10)
    return picture


def regent():
    picture = Print(205)
    sky(picture, "night", 900, "navy", strokes=170)
    with picture.ink("brick") as block:
        block.box(330, 330, 940, 560)
        block.box(700, 110, 200, 400)
    with picture.ink("rust") as block:
        block.box(720, 60, 160, 420)
        for x in (400, 560, 980, 1140):
            block.box(x, 380, 60, 230)
    with picture.ink("night") as block:
        for x in (410, 570, 990, 1150):
            for y in range(392, 590, 34):
                block.box(x, y, 40, 24)
        block.box(430, 700, 740, 192)
    with picture.ink("lamp") as block:
        for x in (716, 884):
            block.line([(x, 52), (x, 480)], 9)
        block.line([(330, 330), (330, 640)], 7)
        block.line([(1270, 330), (1270, 640)], 7)
        block.line([(330, 330), (700, 330)], 7)
        block.line([(900, 330), (1270, 330)], 7)
        block.shape([(300, 640), (1300, 640), (1270, 706), (330, 706)])
        for index, letter in enumerate("REGENT"):
            block.text(800, 110 + index * 62, letter, 52, "mm")
        for x in range(460, 1150, 120):
            block.box(x, 730, 90, 162)
    with picture.ink("night") as block:
        block.text(800, 674, "EASTER  SATURDAY  REOPENING", 38, "mm")
        for x in range(505, 1150, 120):
            block.line([(x, 730), (x, 892)], 6)
    with picture.ink("navy") as block:
        block.box(-10, 888, 1620, 200)
        block.box(-10, 500, 330, 390)
        block.box(1290, 470, 330, 420)
    with picture.ink("lamp") as block:
        for _ in range(70):
            x, t = block.random.uniform(340, 1260), block.random.random()
            block.gouge(x - 40, 905 + t * 150, x + 40, 905 + t * 150, 7)
        for x, y in ((90, 580), (210, 690), (1380, 560), (1490, 660)):
            block.box(x, y, 44, 60)
    with picture.ink("night") as block:
        crowd(block, 935, 15, 176, 214, left=40, right=1010)
        person(block, 1180, 942, 200)
        person(block, 1240, 942, 130)
    return picture


def panto_ship():
    picture = Print(206, paper="navy")
    with picture.ink("teal") as block:
        block.gouges((250, 60, 1100, 640), 110, 170, 9, spread=0.03)
    with picture.ink("paper") as block:
        block.disc(1120, 220, 74)
        block.shape([(640, 300), (780, 170), (800, 520), (600, 520)])
        block.shape([(830, 140), (1010, 300), (1020, 520), (830, 520)])
    with picture.ink("night") as block:
        block.line([(815, 90), (815, 700)], 18)
        block.line([(640, 300), (815, 120)], 5)
        block.gouge(690, 400, 790, 300, 7)
        block.gouge(850, 300, 960, 410, 7)
    with picture.ink("rust") as block:
        block.shape([(815, 90), (900, 112), (815, 136)])
        block.shape([(480, 540), (600, 600), (1050, 600), (1170, 500), (1120, 760), (560, 760)])
    with picture.ink("night") as block:
        block.gouges((560, 610, 560, 130), 26, 160, 7, spread=0.02)
        for x in (660, 770, 880, 990):
            block.disc(x, 660, 22)
    for y, ink, phase in ((720, "sea", 0.1), (800, "teal", 0.45), (880, "foam", 0.2)):
        with picture.ink(ink) as block:
            points = []
            for x in range(220, 1381, 10):
                points.append((x, y - 44 * abs(math.sin((x / 116 + phase * 4) * math.pi / 2))))
            block.shape(points + [(1380, 960), (220, 960)])
    with picture.ink("night") as block:
        person(block, 560, 800, 150, arm=(0.32, 0.28))
        person(block, 1010, 760, 170, arm=(-0.2, 0.3), skirt=True, hat=True)
        block.box(-10, 940, 1620, 140)
    with picture.ink("lamp") as block:
        for x in range(330, 1300, 94):
            block.disc(x, 944, 22)
            for step in range(-2, 3):
                block.gouge(x + step * 12, 916, x + step * 26, 872, 6)
    with picture.ink("brick") as block:
        block.shape([(-10, -10), (420, -10), (330, 300), (290, 620), (330, 1080), (-10, 1080)])
        block.shape([(1610, -10), (1180, -10), (1270, 300), (1310, 620), (1270, 1080), (1610, 1080)])
        points = [(0, 0)]
        for x in range(0, 1601, 20):
            points.append((x, 96 + 44 * abs(math.sin(x / 200 * math.pi / 2))))
        block.shape(points + [(1600, 0)])
    with picture.ink("night") as block:
        for index in range(7):
            block.gouge(40 + index * 50, 100, 20 + index * 44, 1040, 15, bend=14)
            block.gouge(1560 - index * 50, 100, 1580 - index * 44, 1040, 15, bend=-14)
    with picture.ink("lamp") as block:
        block.line([(296, 560), (140, 600), (-10, 590)], 14)
        block.line([(1304, 560), (1460, 600), (1610, 590)], 14)
    return picture


def brass_band():
    picture = Print(207)
    sky(picture, "stone", 560, "paper", strokes=170)
    sea(picture, 540, ["sea", "teal"], height=30, strokes=80)
    stone_wall(picture, [(-20, 690), (1620, 690)], 800)
    with picture.ink("sand") as block:
        block.box(-10, 796, 1620, 290)
    players = [(150, 0), (330, 1), (520, 2), (720, 0), (930, 1), (1130, 2), (1330, 0), (1490, 1)]
    for x, kind in players:
        coat = ["night", "brick", "navy"][kind]
        with picture.ink(coat) as block:
            block.shape([(x - 84, 1000), (x - 76, 620), (x - 44, 566), (x + 44, 566), (x + 76, 620), (x + 84, 1000)])
            block.box(x - 52, 990, 42, 90)
            block.box(x + 10, 990, 42, 90)
        with picture.ink(["skin1", "skin2", "skin1"][kind]) as block:
            block.disc(x, 500, 52, stretch=1.2)
        with picture.ink("night") as block:
            block.shape([(x - 58, 486), (x - 50, 440), (x, 420), (x + 50, 440), (x + 58, 486)])
            block.box(x - 62, 476, 134, 16)
            for row in range(4):
                block.disc(x, 660 + row * 74, 8)
        with picture.ink("lamp") as block:
            if kind == 0:
                block.line([(x + 6, 530), (x + 120, 520)], 12)
                block.line([(x + 20, 556), (x + 96, 548)], 9)
                block.shape([(x + 100, 506), (x + 172, 466), (x + 180, 570), (x + 100, 536)])
            elif kind == 1:
                block.line([(x, 532), (x - 70, 620), (x - 70, 800), (x + 20, 850), (x + 76, 780), (x + 76, 480)], 22)
                block.disc(x + 76, 430, 74, stretch=0.62)
            else:
                block.line([(x, 532), (x - 190, 600)], 11)
                block.line([(x - 190, 600), (x - 186, 640), (x + 40, 560)], 9)
                block.shape([(x + 30, 520), (x + 130, 452), (x + 152, 548), (x + 40, 552)])
        with picture.ink("night") as block:
            if kind == 1:
                block.disc(x + 76, 430, 52, stretch=0.55)
            elif kind == 0:
                block.disc(x + 176, 518, 12, stretch=4)
            else:
                block.disc(x + 141, 500, 11, stretch=4)
    with picture.ink("night") as block:
        block.gouges((0, 830, 1600, 240), 40, 110, 6, spread=0.03)
        gulls(block, (100, 60, 1400, 190), 9, 62)
    return picture


def kiosk():
    picture = Print(208)
    sky(picture, "foam", 600, "paper", glow="lamp", strokes=170)
    sea(picture, 600, ["sea", "teal", "navy"], height=22, length=190, strokes=110)
    stone_wall(picture, [(-20, 760), (1330, 690), (1360, 720), (1370, 940)], 950)
    for index in range(8):
        with picture.ink("rust" if index % 2 else "paper") as block:
            x = 1040 + index * 32
            block.box(x, 480, 33, 226)
    with picture.ink("night") as block:
        block.shape([(1010, 486), (1056, 380), (1286, 380), (1330, 486)])
        block.box(1080, 530, 150, 110)
        block.line([(1170, 380), (1170, 330)], 7)
    with picture.ink("rust") as block:
        block.shape([(1170, 330), (1240, 348), (1170, 366)])
    with picture.ink("lamp") as block:
        block.box(1090, 540, 130, 92)
        block.text(1170, 436, "TEA", 44, "mm")
    with picture.ink("night") as block:
        block.disc(1150, 580, 24)
        block.shape([(1112, 634), (1122, 606), (1178, 606), (1188, 634)])
        block.box(1064, 638, 190, 14)
        for index in range(15):
            x = 1010 - index * 66
            y = 708 + index * 3.6
            person(block, x, y, 150 + (index * 37) % 31, hat=index % 4 == 1, skirt=index % 3 == 0, arm=(0.2, -0.12) if index % 5 == 2 else None)
        block.shape([(720, 726), (722, 694), (780, 690), (796, 668), (812, 690), (790, 704), (788, 726), (778, 726), (774, 708), (736, 710), (732, 726)])
        gulls(block, (900, 90, 640, 230), 8, 70)
    return picture


def tins():
    picture = Print(211, paper="night")
    inks = ["teal", "rust", "lamp", "sea", "brick", "sand"]
    index = 0
    for row in range(4):
        for column in range(5):
            x, y = 170 + column * 315, 146 + row * 258
            body = inks[(index * 5 + row) % 6]
            mark = "night" if body in ("lamp", "sea", "sand") else "paper"
            with picture.ink("stone", flecks=0) as block:
                oval(block, x, y, 142, 104)
            with picture.ink(body, flecks=0) as block:
                oval(block, x, y, 128, 90)
            with picture.ink(mark, flecks=0) as block:
                label(block, x, y, index % 6)
                block.gouge(x - 84, y + 64, x + 84, y + 64, 6)
                block.gouge(x - 84, y - 64, x + 84, y - 64, 6)
            index += 1
    return picture


def oval(block, x, y, width, height):
    points = []
    for step in range(40):
        angle = 2 * math.pi * step / 40
        cos, sin = math.cos(angle), math.sin(angle)
        points.append((x + width * math.copysign(abs(cos) ** 0.6, cos), y + height * math.copysign(abs(sin) ** 0.6, sin)))
    block.shape(points)


def label(block, x, y, kind):
    if kind == 0:
        block.shape([(x + 74, y), (x + 30, y - 32), (x - 30, y - 16), (x - 74, y - 34), (x - 58, y), (x - 74, y + 34), (x - 30, y + 16), (x + 30, y + 32)])
        block.disc(x + 42, y - 6, 6, cut=True)
    elif kind == 1:
        block.shape([(x - 60, y + 14), (x + 60, y + 14), (x + 40, y + 42), (x - 40, y + 42)])
        block.shape([(x, y + 4), (x, y - 48), (x + 48, y + 4)])
        block.shape([(x - 8, y + 4), (x - 8, y - 36), (x - 42, y + 4)])
    elif kind == 2:
        block.shape([(x - 24, y + 46), (x - 14, y - 24), (x + 14, y - 24), (x + 24, y + 46)])
        block.box(x - 18, y - 50, 36, 24)
        for side in (-1, 1):
            for tilt in (-14, 0, 14):
                block.gouge(x + side * 26, y - 38, x + side * 78, y - 38 + tilt, 7)
        block.box(x - 20, y - 4, 40, 10, cut=True)
    elif kind == 3:
        points = []
        for step in range(10):
            angle = math.pi * step / 5 - math.pi / 2
            reach = 54 if step % 2 == 0 else 22
            points.append((x + math.cos(angle) * reach, y + math.sin(angle) * reach))
        block.shape(points)
    elif kind == 4:
        block.line([(x, y - 44), (x, y + 40)], 10)
        block.line([(x - 26, y - 22), (x + 26, y - 22)], 9)
        block.disc(x, y - 48, 13)
        block.disc(x, y - 48, 6, cut=True)
        block.line([(x - 44, y + 10), (x - 30, y + 36), (x, y + 44), (x + 30, y + 36), (x + 44, y + 10)], 10)
    else:
        gull(block, x, y + 14, 150)
        gull(block, x + 30, y - 22, 66)


SCENES = {
    "lantern-night": lantern_night,
    "regent": regent,
    "panto-ship": panto_ship,
    "brass-band": brass_band,
    "kiosk": kiosk,
    "tins": tins,
}
