"""The railway, the school and its pupils."""

from __future__ import annotations

from motifs import fish, gulls, person, sea, sky, stone_wall
from press import Print


def train_marsh():
    picture = Print(401)
    sky(picture, "sand", 640, "paper", glow="lamp", strokes=150)
    with picture.ink("paper") as block:
        block.disc(1080, 400, 190)
    with picture.ink("lamp") as block:
        block.disc(1080, 400, 176)
    with picture.ink("teal") as block:
        block.shape([(-10, 650), (-10, 590), (300, 560), (700, 600), (1200, 570), (1610, 600), (1610, 650)])
    with picture.ink("sea") as block:
        block.box(-10, 644, 1620, 440)
    with picture.ink("navy") as block:
        block.box(-10, 560, 1620, 34)
        for x in range(40, 1601, 200):
            block.box(x, 590, 44, 130)
            block.shape([(x - 60, 592), (x + 104, 592), (x + 50, 630), (x - 6, 630)])
    with picture.ink("lamp") as block:
        for _ in range(46):
            y = 700 + 330 * block.random.random()
            centre = 1080 + block.random.normal(0, 70)
            block.gouge(centre - 90, y, centre + 90, y, 9)
    for offset in (0, 480):
        with picture.ink("brick") as block:
            x = 240 + offset
            if offset:
                block.shape([(x, 556), (x, 430), (x + 410, 430), (x + 452, 480), (x + 462, 556)])
            else:
                block.shape([(x + 8, 556), (x + 16, 474), (x + 50, 430), (x + 462, 430), (x + 462, 556)])
        with picture.ink("paper") as block:
            block.box(x + 20, 520, 430, 10)
            for index in range(6):
                block.box(x + 60 + index * 62, 450, 44, 44)
        with picture.ink("night") as block:
            for index in range(6):
                block.disc(x + 83 + index * 62, 482, 11)
            for wheel in (70, 130, 330, 390):
                block.disc(x + wheel, 560, 15)
            block.box(x + 250, 444, 6, 110)
    with picture.ink("night") as block:
        block.gouges((0, 690, 1600, 360), 46, 150, 6, spread=0.02)
        for _ in range(230):
            x = block.random.uniform(-20, 1620)
            if 480 < x < 1180 and block.random.random() < 0.75:
                continue
            tall = block.random.uniform(90, 330)
            block.gouge(x, 1080, x + block.random.normal(0, 30), 1080 - tall, 9, bend=8)
        for _ in range(16):
            x = block.random.choice([block.random.uniform(0, 440), block.random.uniform(1220, 1600)])
            tall = block.random.uniform(220, 350)
            block.line([(x, 1080), (x + 10, 1080 - tall)], 5)
            block.gouge(x + 10, 1080 - tall + 40, x + 14, 1080 - tall - 60, 22)
        gulls(block, (140, 90, 700, 200), 5, 66)
    return picture


def station_pupils():
    picture = Print(402)
    sky(picture, "sea", 700, "foam", glow="sand", strokes=130)
    with picture.ink("navy") as block:
        block.shape([(-10, 660), (400, 600), (900, 640), (1610, 560), (1610, 720), (-10, 720)])
    with picture.ink("stone") as block:
        block.shape([(-10, 760), (1130, 690), (1240, 690), (1000, 1080), (-10, 1080)])
    with picture.ink("night") as block:
        block.shape([(1240, 690), (1000, 1080), (1610, 1080), (1610, 690)])
    with picture.ink("paper") as block:
        block.shape([(1120, 700), (1150, 700), (930, 1080), (860, 1080)])
    with picture.ink("teal") as block:
        block.line([(1270, 700), (1140, 1080)], 9)
        block.line([(1330, 700), (1470, 1080)], 9)
        for index in range(8):
            y = 720 + index * index * 6.5
            block.gouge(1262 - (y - 700) * 0.4, y, 1338 + (y - 700) * 0.42, y, 8)
    with picture.ink("brick") as block:
        block.shape([(1236, 700), (1240, 590), (1262, 566), (1338, 566), (1360, 590), (1364, 700)])
    with picture.ink("night") as block:
        block.shape([(1254, 636), (1256, 590), (1344, 590), (1346, 636)])
    with picture.ink("lamp") as block:
        block.disc(1262, 668, 17)
        block.disc(1338, 668, 17)
        block.shape([(1262, 670), (1338, 670), (1420, 860), (1180, 860)])
    with picture.ink("night") as block:
        block.shape([(-10, 130), (980, 300), (1010, 350), (-10, 230)])
        for x, top, base in ((80, 190, 800), (420, 250, 780), (740, 310, 750)):
            block.box(x, top, 24, base - top)
            block.line([(x - 90, top + 20), (x + 12, top + 130), (x + 114, top + 40)], 11)
        points = []
        for step in range(24):
            x = -10 + step * 43
            points += [(x, 232 + step * 5.1), (x + 21, 270 + step * 5.2)]
        block.shape([(-10, 225)] + points + [(1010, 350)])
    with picture.ink("paper") as block:
        block.shape([(480, 400), (760, 420), (760, 480), (480, 464)])
    with picture.ink("night") as block:
        block.text(620, 441, "SALTREATH", 40, "mm")
        block.line([(560, 300), (560, 408)], 5)
        block.line([(690, 330), (690, 418)], 5)
    kids = [(60, 990, 340, "navy"), (190, 1000, 360, "brick"), (310, 985, 330, "night"), (420, 1000, 350, "teal"), (540, 960, 310, "navy"), (640, 975, 330, "rust"),
            (740, 930, 290, "night"), (826, 920, 280, "teal"), (900, 880, 250, "brick"), (965, 860, 240, "navy"), (1030, 820, 210, "night"), (1080, 800, 190, "brick")]
    for index, (x, base, height, ink) in enumerate(kids):
        with picture.ink(ink, flecks=0) as block:
            person(block, x, base, height, skirt=index % 3 == 1)
        with picture.ink("night", flecks=0) as block:
            block.disc(x, base - height * 0.925, height * 0.088)
            block.box(x - height * 0.1, base - height * 0.74, height * 0.2, height * 0.27)
        with picture.ink(["lamp", "rust", "sea"][index % 3], flecks=0) as block:
            block.box(x - height * 0.075, base - height * 0.6, height * 0.15, height * 0.1)
    return picture


def phones_box():
    picture = Print(403, paper="teal")
    with picture.ink("navy") as block:
        block.gouges((0, 0, 1600, 1067), 110, 190, 9, spread=0.03)
    with picture.ink("lamp") as block:
        block.shape([(150, 110), (1450, 110), (1470, 130), (1470, 940), (1450, 960), (150, 960), (130, 940), (130, 130)])
    with picture.ink("night") as block:
        block.box(182, 162, 1236, 746)
        block.box(660, 124, 280, 24)
        block.box(660, 922, 280, 24)
    for row in range(3):
        for column in range(9):
            x, y = 208 + column * 134, 182 + row * 242
            if row == 1 and 4 <= column <= 6:
                continue
            ink = ["sea", "foam", "rust", "sand", "stone", "brick"][(column * 5 + row * 2) % 6]
            tilt = picture.random.normal(0, 5)
            with picture.ink(ink, flecks=0) as block:
                block.shape([(x + tilt, y + 6), (x + 112 + tilt, y + 6), (x + 112 - tilt, y + 226), (x - tilt, y + 226)])
            with picture.ink("navy", flecks=0) as block:
                block.shape([(x + 9 + tilt, y + 18), (x + 103 + tilt, y + 18), (x + 103 - tilt, y + 214), (x + 9 - tilt, y + 214)])
            with picture.ink("teal" if (row + column) % 2 else "foam", flecks=0) as block:
                block.gouge(x + 24, y + 150, x + 84, y + 44, 11)
                block.disc(x + 56, y + 28, 4)
    fish(picture, 945, 545, 370, "sea", 0.06)
    return picture


def tide_gauge():
    picture = Print(404)
    sky(picture, "foam", 500, "paper", strokes=140)
    with picture.ink("navy") as block:
        block.shape([(-10, 510), (200, 440), (460, 470), (700, 510)])
    sea(picture, 500, ["sea", "teal", "teal"], height=16, length=190, strokes=110)
    stone_wall(picture, [(760, 700), (1640, 680)], 1080)
    with picture.ink("paper") as block:
        block.box(560, 150, 116, 800)
    with picture.ink("night") as block:
        for index in range(16):
            y = 170 + index * 48
            block.box(560, y, 116 if index % 4 == 0 else 60, 22)
        for index, label in enumerate(("6", "5", "4", "3")):
            block.text(652, 228 + index * 192, label, 50, "mm")
        block.line([(556, 150), (556, 960)], 7)
        block.line([(680, 150), (680, 960)], 7)
    with picture.ink("teal") as block:
        block.shape([(500, 830), (560, 812), (620, 834), (680, 812), (750, 832), (750, 1080), (500, 1080)])
    with picture.ink("foam") as block:
        block.gouges((500, 830, 250, 200), 16, 110, 9, spread=0.05)
    with picture.ink("night") as block:
        for y in (470, 570):
            block.line([(770, y + 6), (1620, y - 14)], 13)
        for x in (800, 1080, 1360, 1590):
            block.line([(x, 450), (x, 700)], 13)
    pupils = [(900, 720, 430, "rust", "skin2", (-0.36, 0.05)), (1130, 716, 410, "lamp", "skin1", None), (1390, 712, 440, "navy", "skin3", (-0.22, 0.0))]
    for x, base, height, coat, skin, arm in pupils:
        with picture.ink("night", flecks=0) as block:
            person(block, x, base, height, arm=None)
        with picture.ink(coat, flecks=0) as block:
            w = height * 0.15
            block.shape([(x - w, base - height * 0.3), (x - w * 1.02, base - height * 0.74), (x - w * 0.5, base - height * 0.82), (x + w * 0.5, base - height * 0.82),
                         (x + w * 1.02, base - height * 0.74), (x + w, base - height * 0.3)])
            if arm:
                block.line([(x - w * 0.8, base - height * 0.74), (x + arm[0] * height, base - height * (0.7 + arm[1]))], height * 0.075)
            else:
                block.line([(x - w * 0.9, base - height * 0.72), (x - w * 0.2, base - height * 0.52)], height * 0.07)
        with picture.ink(skin, flecks=0) as block:
            block.disc(x, base - height * 0.9, height * 0.085, stretch=1.12)
            if arm:
                block.disc(x + arm[0] * height, base - height * (0.7 + arm[1]), height * 0.035)
        with picture.ink("night", flecks=0) as block:
            h = height
            block.shape([(x - h * .095, base - h * .89), (x - h * .085, base - h * .985), (x, base - h * 1.015), (x + h * .085, base - h * .985), (x + h * .1, base - h * .84), (x + h * .05, base - h * .94), (x - h * .04, base - h * .95)])
    with picture.ink("paper") as block:
        block.shape([(1068, 486), (1150, 470), (1164, 540), (1082, 556)])
    with picture.ink("night") as block:
        block.gouge(1086, 504, 1140, 492, 5)
        block.gouge(1090, 528, 1146, 516, 5)
        gulls(block, (80, 90, 420, 220), 4, 76)
    return picture


SCENES = {
    "train-marsh": train_marsh,
    "station-pupils": station_pupils,
    "phones-box": phones_box,
    "tide-gauge": tide_gauge,
}
