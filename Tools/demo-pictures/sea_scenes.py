"""The sea, the boats on it and the wall against it."""

from __future__ import annotations

import math

from motifs import (
    fill_below, glitter, gulls, hill, lamp_post, person, rays, rock, row_of_houses, sea, sky, stone_wall,
    trawler, wave_line)
from press import Print


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


def slipway_bench():
    picture = Print(209)
    sky(picture, "foam", 470, "paper", glow="lamp", strokes=150)
    with picture.ink("navy") as block:
        hill(block, 60, 476, 0.9)
    sea(picture, 470, ["sea", "sea", "teal"], height=12, length=180, strokes=110)
    with picture.ink("paper") as block:
        block.shape([(1090, 520), (1090, 380), (1180, 520)])
        block.shape([(1080, 520), (1080, 410), (1020, 520)])
    with picture.ink("rust") as block:
        block.shape([(1010, 530), (1190, 530), (1160, 560), (1040, 560)])
    with picture.ink("stone") as block:
        block.shape([(-10, 760), (520, 720), (1100, 720), (1610, 760), (1610, 1080), (-10, 1080)])
        block.shape([(560, 730), (660, 560), (940, 560), (1040, 730)])
    with picture.ink("night") as block:
        for step in range(6):
            y = 585 + step * 26
            block.gouge(650 - step * 14, y, 950 + step * 14, y, 6)
        block.gouges((0, 780, 1600, 280), 60, 130, 7, spread=0.04)
        block.box(420, 800, 740, 34)
        block.box(420, 856, 740, 34)
        block.box(420, 912, 740, 30)
        for x in (470, 1090):
            block.box(x, 790, 34, 260)
    with picture.ink("navy") as block:
        block.shape([(620, 900), (632, 690), (680, 632), (800, 632), (850, 690), (862, 900)])
    with picture.ink("skin1") as block:
        block.disc(740, 574, 60, stretch=1.1)
        block.disc(800, 582, 15)
        block.disc(680, 582, 15)
    with picture.ink("paper") as block:
        block.shape([(682, 590), (798, 590), (780, 636), (700, 636)])
    with picture.ink("night") as block:
        block.shape([(672, 576), (676, 520), (740, 494), (804, 520), (808, 576)])
        block.gouge(740, 650, 740, 880, 8)
    with picture.ink("night") as block:
        for y in (800, 856):
            block.box(612, y, 260, 34)
    with picture.ink("lamp") as block:
        block.shape([(960, 800), (960, 700), (974, 676), (1012, 676), (1026, 700), (1026, 800)])
    with picture.ink("rust") as block:
        block.box(960, 724, 66, 20)
        block.box(976, 656, 34, 24)
    with picture.ink("night") as block:
        gulls(block, (120, 80, 700, 200), 4, 74)
    return picture


SCENES = {
    "storm-wall": storm_wall,
    "breach-rocks": breach_rocks,
    "harbour-dawn": harbour_dawn,
    "trawler-night": trawler_night,
    "gulls-stern": gulls_stern,
    "wall-works": wall_works,
    "slipway-bench": slipway_bench,
}
