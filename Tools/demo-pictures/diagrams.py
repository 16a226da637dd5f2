"""The map, the section through the wall and the charts. Their numbers are those of the stories."""

from __future__ import annotations

from motifs import gulls, rock, wave_line
from press import Print


def bar_chart(seed, title, subtitle, labels, values, bar, paper, top, step, highlight=()):
    picture = Print(seed, paper=paper)
    left, right, base, ceiling = 150, 1540, 900, 250
    with picture.ink("stone", exact=True, flecks=0) as block:
        for level in range(0, top + 1, step):
            y = base - (base - ceiling) * level / top
            block.line([(left, y), (right, y)], 2)
    with picture.ink("night", exact=True, flecks=0) as block:
        block.text(left - 70, 92, title, 54)
        block.text(left - 70, 160, subtitle, 32)
        for level in range(0, top + 1, step):
            y = base - (base - ceiling) * level / top
            block.text(left - 18, y, f"{level:,}", 30, "rm")
    pitch = (right - left) / len(values)
    for index, value in enumerate(values):
        x = left + pitch * (index + 0.5)
        height = (base - ceiling) * value / top
        with picture.ink("rust" if index in highlight else bar, rough=2) as block:
            block.box(x - pitch * 0.34, base - height, pitch * 0.68, height)
        with picture.ink("night", exact=True, flecks=0) as block:
            block.text(x, base - height - 26, f"{value:,}", 32, "mm")
            block.text(x, base + 40, labels[index], 30, "mm")
    with picture.ink("night") as block:
        block.line([(left, base), (right, base)], 7)
    return picture


def chart_landings():
    picture = bar_chart(501, "Landed at Saltreath", "Tonnes of fish a year", [str(year) for year in range(2019, 2026)],
                        [1410, 1180, 1265, 1220, 1105, 1040, 870], "teal", "paper", 1500, 300, highlight=(6,))
    with picture.ink("night") as block:
        gulls(block, (1000, 70, 480, 100), 5, 66)
    return picture


def chart_nights():
    return bar_chart(502, "Sent to Aldermouth at night", "People from Saltreath, 10pm to 8am, December 2024 to October 2025",
                     ["Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct"],
                     [82, 97, 94, 99, 101, 98, 104, 117, 128, 106, 111], "navy", "foam", 140, 20, highlight=(8,))


def wall_section():
    picture = Print(503, paper="foam")
    with picture.ink("paper") as block:
        block.gouges((0, 0, 1600, 460), 70, 190, 8, spread=0.02)
    with picture.ink("teal") as block:
        points = wave_line(760, 640, 16, 130, 0.2)
        block.shape([p for p in points if p[0] <= 740] + [(740, 1080), (-30, 1080)])
    with picture.ink("navy") as block:
        block.gouges((0, 660, 640, 300), 40, 130, 8, spread=0.03)
    with picture.ink("sand") as block:
        block.shape([(-10, 960), (560, 900), (1610, 900), (1610, 1080), (-10, 1080)])
        block.box(1010, 520, 610, 400)
    with picture.ink("stone") as block:
        block.shape([(600, 920), (690, 380), (760, 350), (960, 350), (1010, 400), (1030, 920)])
    with picture.ink("night") as block:
        for _ in range(70):
            y = block.random.uniform(430, 890)
            x = block.random.uniform(750 - (y - 400) * 0.1, 980)
            rock(block, x, y, block.random.uniform(10, 17))
    with picture.ink("paper") as block:
        for x, y, size in ((770, 560, 48), (800, 700, 62), (745, 810, 44), (880, 620, 34), (850, 470, 30)):
            rock(block, x, y, size)
    with picture.ink("brick") as block:
        for index in range(10):
            y = 385 + index * 52
            x = 690 - (y - 380) * 90 / 540
            block.shape([(x, y), (x + 62, y), (x + 54, y + 46), (x - 8, y + 46)])
        block.shape([(680, 334), (770, 334), (764, 380), (688, 380)])
        block.shape([(1240, 520), (1240, 300), (1370, 190), (1500, 300), (1500, 520)])
    with picture.ink("night") as block:
        block.shape([(1222, 306), (1370, 176), (1518, 306), (1518, 330), (1370, 206), (1222, 330)])
        for x in (1280, 1400):
            block.box(x, 350, 56, 70)
        block.box(1340, 440, 60, 80)
        block.line([(1080, 350), (1080, 520)], 9)
        block.shape([(1064, 350), (1096, 350), (1104, 306), (1080, 286), (1056, 306)])
        block.line([(960, 350), (1010, 400), (1012, 520), (1610, 520)], 6)
    with picture.ink("lamp") as block:
        block.shape([(1070, 345), (1090, 345), (1096, 310), (1064, 310)])
        for x in (1288, 1408):
            block.box(x, 358, 40, 54)
    with picture.ink("rust", exact=True, flecks=0) as block:
        for x in range(20, 670, 46):
            block.line([(x, 400), (x + 26, 400)], 5)
        for x in range(20, 640, 46):
            block.line([(x, 632), (x + 26, 632)], 4)
    with picture.ink("night", exact=True, flecks=0) as block:
        block.text(40, 366, "5 January 2025", 36)
        block.text(40, 598, "Ordinary high tide", 36)
        block.text(520, 150, "Granite face, 1889", 36)
        block.line([(690, 176), (712, 330)], 4)
        block.text(870, 230, "Rubble core", 36)
        block.line([(900, 256), (905, 440)], 4)
        block.text(560, 1020, "Hollows", 36)
        block.line([(650, 996), (790, 730)], 4)
        block.text(1130, 600, "Cable Row", 40)
    return picture


def town_map():
    picture = Print(504, paper="sea")
    with picture.ink("foam") as block:
        block.gouges((0, 0, 1600, 1067), 130, 150, 7, spread=0.03, bend=5)
    with picture.ink("sand") as block:
        block.shape([(-10, -10), (560, -10), (600, 120), (720, 190), (800, 300), (900, 360), (985, 460), (1000, 600), (960, 720), (860, 790), (800, 760), (780, 690),
                     (700, 660), (640, 700), (660, 800), (560, 900), (420, 960), (300, 1080), (-10, 1080)])
        block.shape([(1240, 250), (1330, 190), (1450, 220), (1500, 320), (1460, 420), (1350, 440), (1260, 370)])
    with picture.ink("teal") as block:
        block.gouges((0, 40, 480, 900), 50, 70, 8, angle=0.4, spread=0.3)
        block.line([(-10, 600), (200, 620), (380, 690), (560, 700), (660, 690)], 26)
    with picture.ink("night") as block:
        block.line([(-10, 330), (240, 350), (420, 440), (620, 520)], 9)
        for index in range(15):
            t = index / 14
            x, y = (-10 + 250 * t * 2, 330 + 20 * t * 2) if t < 0.5 else (240 + 380 * (t - 0.5) * 2, 350 + 170 * (t - 0.5) * 2)
            block.line([(x, y - 13), (x - 3, y + 15)], 5)
        for x, y in ((700, 470), (760, 450), (820, 480), (700, 540), (780, 560), (850, 560), (900, 520), (740, 610), (830, 640), (900, 640), (880, 710), (660, 420), (920, 590)):
            block.shape([(x - 19, y + 15), (x - 19, y - 6), (x, y - 24), (x + 19, y - 6), (x + 19, y + 15)])
        block.line([(800, 760), (700, 830)], 13)
        for index in range(15):
            t = index / 14
            block.disc(700 * (1 - t) ** 2 + 2480 * t * (1 - t) + 1280 * t * t, 860 * (1 - t) ** 2 + 2000 * t * (1 - t) + 400 * t * t, 6)
    with picture.ink("rust") as block:
        block.line([(800, 300), (900, 360), (985, 460), (1000, 600), (960, 720)], 20)
        block.disc(620, 520, 20)
        block.disc(560, 600, 20)
        block.disc(600, 300, 20)
    with picture.ink("night", exact=True, flecks=0) as block:
        block.text(1026, 540, "The sea wall", 34)
        block.text(850, 290, "Lifeboat slip", 34)
        block.text(975, 750, "The Point", 34)
        block.text(460, 540, "Station", 34)
        block.text(400, 610, "School", 34)
        block.text(440, 286, "Hospital", 34)
        block.text(660, 732, "Harbour", 28)
        block.text(590, 850, "Mole", 32)
        block.text(1370, 310, "Brannay", 44, "mm")
        block.text(1130, 880, "Ferry, six miles", 34)
        block.text(40, 290, "To Thornbeck Junction", 32)
        block.text(110, 690, "River Mell", 32)
        block.text(70, 90, "SALTREATH", 66)
        block.line([(1500, 160), (1500, 90)], 7)
        block.shape([(1500, 50), (1478, 106), (1522, 106)])
        block.text(1500, 190, "N", 40, "mm")
    return picture


SCENES = {"chart-landings": chart_landings, "chart-nights": chart_nights, "wall-section": wall_section, "town-map": town_map}
