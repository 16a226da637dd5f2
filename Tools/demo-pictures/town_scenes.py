"""The town about its business: the council, the inquiry, the election, the cannery, the bus."""

from __future__ import annotations

from motifs import crowd, gulls, hill, person, sky
from press import Print


def cannery():
    picture = Print(202)
    sky(picture, "sea", 640, "foam", glow="paper", strokes=170)
    with picture.ink("navy") as block:
        hill(block, 1000, 640, 1.0)
    with picture.ink("brick") as block:
        block.box(180, 420, 1160, 250)
        for index in range(7):
            x = 180 + index * 166
            block.shape([(x, 424), (x, 330), (x + 166, 424)])
        block.shape([(1130, 430), (1150, 90), (1226, 90), (1246, 430)])
    with picture.ink("foam") as block:
        for index in range(7):
            x = 180 + index * 166
            block.shape([(x + 3, 418), (x + 3, 342), (x + 26, 355), (x + 26, 418)])
    with picture.ink("night") as block:
        block.box(1140, 84, 98, 22)
        block.box(1144, 150, 90, 9)
        for index in range(11):
            x = 214 + index * 102
            block.shape([(x, 560), (x, 486), (x + 25, 466), (x + 50, 486), (x + 50, 560)])
        block.box(700, 580, 120, 92)
        block.gouges((180, 430, 1160, 230), 90, 60, 4.5, spread=0.01)
        block.gouges((1150, 120, 74, 300), 22, 40, 4.5, spread=0.01)
    with picture.ink("teal") as block:
        for index in (1, 4, 7, 9):
            x = 214 + index * 102
            block.box(x + 8, 500, 14, 22)
            block.box(x + 28, 526, 14, 26)
    with picture.ink("stone") as block:
        block.box(-10, 668, 1620, 70)
    with picture.ink("teal") as block:
        block.box(-10, 736, 1620, 340)
    with picture.ink("brick") as block:
        for _ in range(170):
            x = block.random.uniform(200, 1330)
            y = 745 + 210 * block.random.random() ** 1.3
            block.gouge(x - 60, y, x + 60, y, 9)
        for _ in range(44):
            y = 750 + 300 * block.random.random()
            block.gouge(1140, y, 1245, y, 9)
    with picture.ink("foam") as block:
        block.gouges((0, 750, 1600, 310), 60, 190, 7, spread=0.015)
    with picture.ink("night") as block:
        block.gouges((0, 676, 1600, 56), 34, 90, 5, spread=0.02)
        gulls(block, (280, 80, 700, 180), 6, 60)
        person(block, 940, 672, 84)
    return picture


def council_hands():
    picture = Print(203, paper="brick")
    with picture.ink("night") as block:
        for x in range(0, 1601, 200):
            block.line([(x, 0), (x, 760)], 5)
        for y in (130, 560, 720):
            block.line([(0, y), (1600, y)], 8)
        block.gouges((0, 0, 1600, 720), 90, 90, 5, angle=1.57, spread=0.02)
    with picture.ink("sand") as block:
        block.shape([(560, 640), (560, 190), (680, 80), (800, 44), (920, 80), (1040, 190), (1040, 640)])
    with picture.ink("lamp") as block:
        block.gouges((570, 120, 460, 500), 50, 120, 9, angle=1.2, spread=0.1)
    with picture.ink("night") as block:
        for x in (560, 680, 800, 920, 1040):
            block.line([(x, 640), (x, 60 if x == 800 else 110 if x in (680, 920) else 190)], 12)
        for y in (200, 350, 500, 640):
            block.line([(552, y), (1048, y)], 9)
    with picture.ink("rust") as block:
        block.box(-10, 720, 1620, 90)
    with picture.ink("navy") as block:
        for index in range(9):
            x = 90 + index * 178
            block.disc(x, 640, 62, stretch=1.15)
            block.shape([(x - 110, 1080), (x - 104, 790), (x - 70, 722), (x, 700), (x + 70, 722), (x + 104, 790), (x + 110, 1080)])
    with picture.ink("night") as block:
        for index in range(9):
            x = 90 + index * 178
            block.shape([(x - 62, 640), (x - 56, 590), (x, 562), (x + 56, 590), (x + 62, 640), (x + 44, 690), (x - 44, 690)])
            block.gouge(x, 730, x, 1060, 6)
    raised = [(0, 1), (2, 1), (3, 1), (5, 1), (6, 1), (8, -1)]
    with picture.ink("navy") as block:
        for index, side in raised:
            x = 90 + index * 178 + side * 86
            block.shape([(x - 26, 800), (x - 20, 480), (x + 20, 480), (x + 30, 800)])
    with picture.ink("sand") as block:
        for index, side in raised:
            x = 90 + index * 178 + side * 86
            block.shape([(x - 18, 486), (x - 30, 420), (x - 24, 340), (x - 12, 340), (x - 8, 390), (x - 6, 318), (x + 6, 318), (x + 8, 390), (x + 14, 330),
                         (x + 25, 334), (x + 24, 400), (x + 44, 380), (x + 50, 392), (x + 26, 440), (x + 18, 486)])
    with picture.ink("night") as block:
        block.box(-10, 980, 1620, 100)
    return picture


def ballot_box():
    picture = Print(204, paper="sea")
    with picture.ink("foam") as block:
        block.gouges((0, 0, 1600, 760), 120, 170, 9, spread=0.03)
    with picture.ink("teal") as block:
        crowd(block, 770, 13, 320, 400, left=-20, right=1620)
    with picture.ink("sand") as block:
        block.box(-10, 760, 1620, 320)
    with picture.ink("night") as block:
        block.shape([(480, 960), (500, 560), (1080, 560), (1100, 960)])
        block.shape([(480, 566), (540, 490), (1040, 490), (1100, 566)])
    with picture.ink("navy") as block:
        block.shape([(540, 500), (1040, 500), (1082, 558), (498, 558)])
        block.box(720, 640, 140, 120)
    with picture.ink("night") as block:
        block.shape([(640, 522), (940, 522), (946, 540), (634, 540)])
    with picture.ink("paper") as block:
        block.shape([(690, 532), (702, 300), (880, 320), (884, 532)])
        block.text(790, 860, "BAR WARD", 52, "mm")
        block.gouges((520, 590, 40, 350), 8, 110, 7, angle=1.57, spread=0.02)
    with picture.ink("night") as block:
        block.line([(792, 312), (786, 530)], 4)
        block.line([(720, 390), (756, 430)], 9)
        block.line([(756, 390), (720, 430)], 9)
    with picture.ink("rust") as block:
        block.shape([(1010, 40), (1240, -20), (1420, -20), (1130, 236), (1010, 260)])
        block.gouge(1040, 200, 1120, 240, 20)
    with picture.ink("skin1") as block:
        block.shape([(1030, 210), (1120, 226), (1060, 300), (960, 340), (890, 392), (862, 380), (880, 340), (820, 352), (812, 330), (880, 290), (940, 240)])
    with picture.ink("night") as block:
        block.gouge(884, 344, 930, 316, 6)
        block.gouge(1012, 256, 1124, 236, 9)
    return picture


def hearing():
    picture = Print(306, paper="sand")
    with picture.ink("stone") as block:
        for x in range(0, 1601, 160):
            block.line([(x, 0), (x, 640)], 4)
        block.gouges((0, 0, 1600, 560), 60, 130, 6, angle=1.57, spread=0.02)
    with picture.ink("stone") as block:
        block.box(-10, 640, 1620, 440)
    for x in (140, 440, 1060, 1360):
        with picture.ink("teal") as block:
            block.shape([(x, 400), (x, 150), (x + 60, 96), (x + 120, 150), (x + 120, 400)])
        with picture.ink("sand") as block:
            block.line([(x + 60, 90), (x + 60, 404)], 7)
            for y in (190, 290):
                block.line([(x, y), (x + 120, y)], 6)
    with picture.ink("night") as block:
        block.shape([(700, 470), (716, 330), (760, 286), (840, 286), (884, 330), (900, 470)])
    with picture.ink("skin1") as block:
        block.disc(800, 220, 60, stretch=1.2)
    with picture.ink("stone") as block:
        block.shape([(728, 262), (730, 170), (762, 136), (838, 136), (870, 170), (872, 262), (846, 250), (838, 180), (812, 168), (762, 186), (754, 250)])
    with picture.ink("paper") as block:
        block.shape([(776, 290), (824, 290), (800, 350)])
    with picture.ink("night") as block:
        block.disc(780, 220, 6)
        block.disc(822, 220, 6)
        block.gouge(780, 254, 822, 254, 5)
    with picture.ink("brick") as block:
        block.box(500, 450, 600, 170)
    with picture.ink("night") as block:
        block.box(480, 440, 640, 22)
        block.gouges((510, 474, 580, 140), 30, 140, 6, spread=0.02)
    with picture.ink("paper") as block:
        block.shape([(560, 438), (680, 438), (690, 424), (570, 424)])
        block.shape([(930, 438), (1040, 438), (1030, 414), (936, 414)])
    with picture.ink("teal") as block:
        block.shape([(1130, 800), (1146, 650), (1190, 610), (1290, 610), (1334, 650), (1350, 800)])
    with picture.ink("skin3") as block:
        block.disc(1230, 550, 54, stretch=1.18)
    with picture.ink("night") as block:
        block.shape([(1172, 560), (1170, 500), (1230, 470), (1290, 500), (1292, 566), (1276, 520), (1230, 504), (1186, 520)])
        block.disc(1292, 506, 32)
        block.disc(1206, 548, 6)
        block.disc(1238, 548, 6)
        block.gouge(1200, 586, 1236, 584, 6)
        block.box(1040, 740, 420, 20)
        block.box(1060, 756, 18, 200)
        block.box(1424, 756, 18, 200)
        block.line([(1090, 740), (1130, 660)], 6)
        block.disc(1132, 656, 12)
    with picture.ink("paper") as block:
        block.shape([(1216, 618), (1246, 618), (1232, 660)])
    with picture.ink("rust") as block:
        block.shape([(1180, 738), (1330, 738), (1350, 704), (1200, 704)])
    with picture.ink("night") as block:
        block.gouge(1204, 716, 1344, 716, 5)
    with picture.ink("navy") as block:
        for index in range(8):
            x = 60 + index * 214
            block.disc(x, 860, 66, stretch=1.16)
            block.shape([(x - 116, 1080), (x - 108, 980), (x - 60, 930), (x + 60, 930), (x + 108, 980), (x + 116, 1080)])
    with picture.ink("night") as block:
        for index in range(8):
            x = 166 + index * 214
            block.disc(x, 950, 70, stretch=1.16)
            block.shape([(x - 124, 1090), (x - 112, 1060), (x - 60, 1016), (x + 60, 1016), (x + 112, 1060), (x + 124, 1090)])
    with picture.ink("stone") as block:
        for index in (1, 4, 6):
            x = 60 + index * 214
            block.gouges((x - 50, 800, 100, 80), 9, 60, 7, angle=1.3, spread=0.3)
    return picture


def bus_stop():
    picture = Print(210)
    sky(picture, "navy", 760, "teal", strokes=170)
    with picture.ink("night") as block:
        block.shape([(-10, 780), (-10, 600), (200, 560), (480, 610), (760, 570), (1100, 620), (1610, 560), (1610, 790)])
        block.box(-10, 780, 1620, 300)
    with picture.ink("teal") as block:
        block.shape([(-10, 1080), (-10, 900), (1610, 800), (1610, 860)])
        block.gouges((0, 860, 1500, 200), 40, 140, 6, angle=-0.08, spread=0.02)
    with picture.ink("sand") as block:
        block.shape([(280, 470), (760, 470), (790, 410), (250, 410)])
        block.box(290, 470, 16, 370)
        block.box(734, 470, 16, 370)
    with picture.ink("lamp") as block:
        block.shape([(320, 478), (720, 478), (720, 826), (320, 826)])
    with picture.ink("night") as block:
        block.box(330, 700, 230, 18)
        block.line([(350, 718), (350, 826)], 8)
        block.line([(540, 718), (540, 826)], 8)
        person(block, 630, 832, 250, arm=(0.16, 0.14))
        block.shape([(560, 590), (590, 536), (670, 520), (740, 560), (756, 596), (700, 584), (660, 592), (610, 582)])
        block.line([(672, 640), (662, 560)], 6)
    with picture.ink("rust") as block:
        block.box(830, 380, 96, 96)
        block.box(1290, 690, 34, 26)
        block.box(1424, 690, 34, 26)
    with picture.ink("sand") as block:
        block.box(872, 476, 12, 360)
        block.text(878, 428, "61", 54, "mm")
    with picture.ink("brick") as block:
        block.box(1270, 540, 208, 190)
    with picture.ink("lamp") as block:
        block.box(1292, 560, 164, 74)
    with picture.ink("rust") as block:
        block.box(1282, 676, 40, 30)
        block.box(1426, 676, 40, 30)
        for _ in range(16):
            y = 770 + 200 * block.random.random()
            for x in (1300, 1446):
                block.gouge(x - 26, y, x + 26, y, 7)
    with picture.ink("foam") as block:
        for _ in range(150):
            x, y = block.random.uniform(-50, 1650), block.random.uniform(-50, 1060)
            if not (310 < x < 740 and 400 < y < 840):
                block.gouge(x, y, x - 22, y + 76, 4.5)
    return picture


SCENES = {
    "cannery": cannery,
    "council-hands": council_hands,
    "ballot-box": ballot_box,
    "hearing": hearing,
    "bus-stop": bus_stop,
}
