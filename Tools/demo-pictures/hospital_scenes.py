"""The cottage hospital, its book, and the road to the other one."""

from __future__ import annotations

from motifs import person, rays, sea, sky
from press import Print


def hospital(picture, base, wall, roof, trim, lit=(), pane="night"):
    """The front of the cottage hospital: a long range with three gables and a clock turret."""
    with picture.ink(wall) as block:
        block.box(190, base - 330, 1220, 330)
        for x in (190, 660, 1130):
            block.shape([(x, base - 320), (x + 140, base - 480), (x + 280, base - 320)])
    with picture.ink(roof) as block:
        block.shape([(170, base - 320), (230, base - 420), (1370, base - 420), (1430, base - 320)])
    with picture.ink(wall) as block:
        for x in (190, 660, 1130):
            block.shape([(x, base - 250), (x, base - 330), (x + 140, base - 490), (x + 280, base - 330), (x + 280, base - 250)])
    with picture.ink(roof) as block:
        for x in (190, 660, 1130):
            block.line([(x - 20, base - 310), (x + 140, base - 496), (x + 300, base - 310)], 24)
        for x in (520, 1010):
            block.box(x, base - 500, 50, 100)
        block.box(770, base - 580, 60, 100)
        block.shape([(756, base - 576), (844, base - 576), (800, base - 650)])
    with picture.ink(trim) as block:
        block.disc(800, base - 540, 20)
    windows = [(x, y) for y in (base - 280, base - 130) for x in (232, 368, 500, 590, 700, 836, 970, 1060, 1172, 1308)
               if not (y == base - 130 and x in (700, 836))]
    for index, (x, y) in enumerate(windows):
        with picture.ink(trim, flecks=0) as block:
            block.box(x - 8, y - 8, 76, 100)
        with picture.ink("lamp" if index in lit else pane, flecks=0) as block:
            block.box(x, y, 60, 84)
        with picture.ink(trim, flecks=0) as block:
            block.line([(x + 30, y), (x + 30, y + 84)], 5)
            block.line([(x, y + 42), (x + 60, y + 42)], 5)
    with picture.ink(roof) as block:
        block.shape([(700, base - 150), (800, base - 200), (900, base - 150), (900, base - 136), (700, base - 136)])
    with picture.ink("teal") as block:
        block.box(752, base - 136, 96, 136)
    with picture.ink(roof) as block:
        block.line([(800, base - 136), (800, base)], 4)
        block.box(724, base - 136, 14, 136)
        block.box(862, base - 136, 14, 136)


def hospital_night():
    picture = Print(301)
    sky(picture, "night", 800, "navy", strokes=200)
    with picture.ink("sand") as block:
        for _ in range(40):
            block.disc(block.random.uniform(0, 1600), block.random.uniform(0, 330), block.random.uniform(1.5, 3.6))
        block.disc(1340, 170, 62)
    hospital(picture, 800, "navy", "night", "teal", lit=(3,))
    with picture.ink("night") as block:
        block.box(-10, 798, 1620, 290)
    with picture.ink("navy") as block:
        block.shape([(752, 800), (848, 800), (1060, 1080), (540, 1080)])
        block.gouges((0, 820, 1600, 240), 50, 140, 8, spread=0.03)
    with picture.ink("lamp") as block:
        block.gouges((560, 850, 120, 190), 12, 90, 9, spread=0.02)
    with picture.ink("teal") as block:
        block.box(640, 728, 62, 46)
        block.box(666, 772, 10, 40)
    return picture


def hospital_day():
    picture = Print(302)
    sky(picture, "foam", 760, "paper", strokes=150)
    with picture.ink("sea") as block:
        block.box(-10, 640, 1620, 130)
    hospital(picture, 760, "brick", "night", "paper")
    with picture.ink("sand") as block:
        block.box(-10, 758, 1620, 330)
    boards = [(150, 0), (330, 1), (520, 2), (700, 0), (900, 1), (1090, 2), (1270, 0), (1450, 1)]
    with picture.ink("navy") as block:
        for index, (x, _) in enumerate(boards):
            person(block, x, 1050, 330 - (index * 47) % 60, skirt=index % 3 == 0, hat=index % 4 == 1, arm=(0.12, 0.3) if index % 2 else (-0.12, 0.3))
            person(block, x + 92, 1040, 300 - (index * 31) % 50, skirt=index % 2 == 0)
    for index, (x, kind) in enumerate(boards):
        side = 1 if index % 2 else -1
        if index % 3 == 2:
            continue
        with picture.ink("night") as block:
            block.line([(x + side * 72, 860), (x + side * 72, 560)], 9)
        with picture.ink(["paper", "lamp", "rust"][kind]) as block:
            left = x + side * 72 - 84
            block.shape([(left, 520), (left + 168, 512), (left + 170, 632), (left + 2, 638)])
        with picture.ink("night") as block:
            for row in (545, 575, 605):
                block.gouge(left + 20, row, left + 146, row - 3, 11)
    with picture.ink("night") as block:
        block.gouges((0, 1010, 1600, 60), 26, 120, 6, spread=0.02)
    return picture


def hospital_lamp():
    picture = Print(303, paper="night")
    with picture.ink("navy") as block:
        block.gouges((0, 0, 1600, 1000), 150, 190, 9, angle=1.35, spread=0.05)
    with picture.ink("brick") as block:
        block.box(480, -10, 640, 830)
    with picture.ink("night") as block:
        for row in range(17):
            for column in range(8):
                x = 480 + column * 92 + (46 if row % 2 else 0)
                block.gouge(max(484, x), 40 + row * 48, min(1116, x + 84), 40 + row * 48, 5)
    with picture.ink("rust", rough=4) as block:
        block.disc(800, 160, 160)
    with picture.ink("lamp", rough=4) as block:
        block.shape([(690, 280), (910, 280), (910, 820), (690, 820)])
        block.shape([(690, 818), (910, 818), (1330, 1080), (270, 1080)])
        block.disc(800, 160, 82)
        rays(block, 800, 160, 150, 250, 26, 10)
    with picture.ink("teal") as block:
        block.shape([(910, 280), (1080, 240), (1080, 880), (910, 820)])
        block.box(660, 262, 270, 24)
        block.box(660, 280, 30, 540)
    with picture.ink("night") as block:
        block.line([(800, -10), (800, 84)], 11)
        block.shape([(730, 118), (870, 118), (836, 74), (764, 74)])
        block.shape([(950, 340), (1046, 320), (1046, 500), (950, 504)])
        block.shape([(950, 560), (1046, 566), (1046, 770), (950, 748)])
        block.disc(934, 560, 9)
    with picture.ink("paper") as block:
        block.disc(800, 160, 46)
    with picture.ink("night") as block:
        person(block, 790, 822, 330, skirt=True, arm=(0.22, -0.2))
    with picture.ink("navy") as block:
        for x, h, base in ((90, 470, 1090), (230, 420, 1070), (360, 440, 1100), (1220, 450, 1090), (1370, 420, 1075), (1500, 480, 1100)):
            person(block, x, base, h, hat=x in (230, 1500), skirt=x in (360, 1370))
        for x, h, base in ((500, 340, 1080), (1110, 330, 1080)):
            person(block, x, base, h)
    return picture


def ward_window():
    picture = Print(304, paper="foam")
    with picture.ink("paper") as block:
        block.shape([(-10, -10), (560, 250), (560, 620), (-10, 860)])
        block.shape([(1610, -10), (1040, 250), (1040, 620), (1610, 860)])
    with picture.ink("sand") as block:
        block.shape([(-10, 856), (560, 618), (1040, 618), (1610, 856), (1610, 1080), (-10, 1080)])
    with picture.ink("stone") as block:
        for x in range(-700, 2400, 130):
            block.gouge(800 + (x - 800) * 0.33, 622, x, 1078, 6)
    with picture.ink("sea") as block:
        block.box(620, 290, 360, 240)
    with picture.ink("teal") as block:
        block.box(620, 420, 360, 110)
        block.gouges((630, 300, 340, 110), 12, 90, 6, spread=0.03)
    with picture.ink("paper") as block:
        block.shape([(836, 424), (836, 376), (866, 424)])
        block.gouges((630, 436, 340, 84), 12, 70, 6, spread=0.03)
    with picture.ink("navy") as block:
        for x in (620, 740, 860, 980):
            block.line([(x, 284), (x, 534)], 11)
        for y in (288, 400, 532):
            block.line([(614, y), (986, y)], 9)
        for side in (-1, 1):
            for inner, outer in ((330, 450), (500, 720)):
                top_in, top_out = 300 - (inner - 260) * 0.30, 300 - (outer - 260) * 0.36
                block.shape([(800 + side * inner, top_in), (800 + side * outer, top_out), (800 + side * outer, top_out + 330 + (outer - 400) * 0.34),
                             (800 + side * inner, top_in + 250 + (inner - 260) * 0.3)])
    with picture.ink("sea") as block:
        for side in (-1, 1):
            for inner, outer in ((340, 440), (514, 706)):
                top_in, top_out = 312 - (inner - 260) * 0.30, 312 - (outer - 260) * 0.36
                block.shape([(800 + side * inner, top_in), (800 + side * outer, top_out), (800 + side * outer, top_out + 306 + (outer - 400) * 0.34),
                             (800 + side * inner, top_in + 226 + (inner - 260) * 0.3)])
    for depth in (0.42, 0.62, 1.0):
        for side in (-1, 1):
            bed(picture, 800 + side * 560 * depth, 520 + 400 * depth, 300 * depth, side)
    return picture


def bed(picture, x, y, size, side):
    """An iron bed seen from its foot, y at its feet."""
    with picture.ink("night", flecks=0) as block:
        for u in (-0.5, 0.5):
            block.line([(x + u * size, y), (x + u * size, y - size * 0.62)], size * 0.045)
        block.line([(x - size * 0.5, y - size * 0.6), (x + size * 0.5, y - size * 0.6)], size * 0.045)
    with picture.ink("paper", flecks=0) as block:
        block.shape([(x - size * 0.46, y - size * 0.5), (x + size * 0.46, y - size * 0.5), (x + size * 0.48, y - size * 0.18), (x - size * 0.48, y - size * 0.18)])
        block.shape([(x - size * 0.3, y - size * 0.5), (x + size * 0.3, y - size * 0.5), (x + size * 0.25, y - size * 0.6), (x - size * 0.25, y - size * 0.6)])
    with picture.ink("rust", flecks=0) as block:
        block.shape([(x - size * 0.47, y - size * 0.36), (x + size * 0.47, y - size * 0.36), (x + size * 0.49, y - size * 0.16), (x - size * 0.49, y - size * 0.16)])
    with picture.ink("night", flecks=0) as block:
        block.line([(x - size * 0.5, y - size * 0.14), (x + size * 0.5, y - size * 0.14)], size * 0.04)
        for step in range(1, 6):
            u = -0.5 + step / 6
            block.line([(x + u * size, y - size * 0.14), (x + u * size, y - size * 0.38)], size * 0.018)
        block.line([(x - size * 0.5, y - size * 0.38), (x + size * 0.5, y - size * 0.38)], size * 0.03)
        for u in (-0.5, 0.5):
            block.line([(x + u * size, y), (x + u * size, y - size * 0.42)], size * 0.045)


def ambulance_road():
    picture = Print(305)
    sky(picture, "night", 520, "navy", strokes=150)
    with picture.ink("sand") as block:
        for _ in range(60):
            block.disc(block.random.uniform(0, 1600), block.random.uniform(0, 400), block.random.uniform(1.5, 3.4))
    sea(picture, 500, ["navy", "navy"], foam="teal", height=10, strokes=60)
    with picture.ink("teal") as block:
        block.shape([(-10, 470), (180, 400), (420, 450), (640, 560), (700, 640), (300, 760), (-10, 800)])
    with picture.ink("navy") as block:
        block.shape([(1610, 420), (1400, 470), (1160, 600), (900, 680), (420, 720), (-10, 800), (-10, 1080), (1610, 1080)])
    with picture.ink("night") as block:
        block.gouges((0, 780, 1600, 290), 110, 130, 9, angle=-0.2, spread=0.12, weight=lambda u, v: 0.3 + v * 0.7)
        block.gouges((40, 470, 480, 240), 30, 110, 7, angle=0.25, spread=0.1)
    road = [(560, 1090), (860, 930), (1180, 840), (1080, 760), (760, 740), (560, 700), (640, 650), (700, 628)]
    edge = [(720, 622), (690, 646), (640, 688), (800, 720), (1130, 738), (1290, 830), (1120, 950), (1040, 1090)]
    with picture.ink("stone") as block:
        block.shape(road + edge)
    with picture.ink("paper") as block:
        for x0, y0, x1, y1 in ((800, 1060, 870, 1010), (960, 950, 1040, 912), (1120, 880, 1190, 856), (1170, 800, 1110, 770), (1000, 746, 920, 736), (790, 726, 720, 712)):
            block.gouge(x0, y0, x1, y1, 11)
    with picture.ink("lamp") as block:
        block.shape([(1076, 770), (690, 700), (520, 770), (560, 850), (1076, 800)])
    with picture.ink("paper", flecks=0) as block:
        block.shape([(1074, 812), (1080, 752), (1110, 716), (1270, 708), (1276, 818)])
    with picture.ink("night", flecks=0) as block:
        block.shape([(1090, 752), (1114, 726), (1140, 724), (1140, 752)])
        block.disc(1120, 818, 21)
        block.disc(1232, 818, 21)
    with picture.ink("rust", flecks=0) as block:
        block.box(1082, 772, 192, 18)
        block.box(1192, 728, 14, 40)
        block.box(1179, 741, 40, 14)
        block.disc(1160, 704, 13)
    with picture.ink("rust") as block:
        rays(block, 1160, 700, 18, 60, 14, 5)
    return picture


def ledger():
    picture = Print(212, paper="night")
    with picture.ink("navy") as block:
        block.gouges((0, 0, 1600, 1067), 150, 260, 11, angle=0.06, spread=0.02)
    with picture.ink("sand", rough=5) as block:
        block.disc(800, 560, 560, stretch=0.82)
    with picture.ink("lamp", rough=4) as block:
        block.disc(800, 550, 470, stretch=0.8)
    with picture.ink("night") as block:
        block.shape([(520, 330), (1010, 250), (1150, 800), (640, 900)])
    with picture.ink("paper") as block:
        block.shape([(514, 330), (1000, 250), (1130, 790), (640, 880)])
    with picture.ink("brick") as block:
        block.shape([(490, 310), (990, 230), (1112, 760), (612, 850)])
    with picture.ink("rust") as block:
        block.shape([(560, 316), (982, 248), (1092, 746), (670, 822)])
        block.gouge(520, 330, 634, 820, 9)
    with picture.ink("paper") as block:
        block.shape([(690, 420), (940, 380), (968, 500), (718, 542)])
    with picture.ink("night") as block:
        block.gouge(730, 452, 920, 422, 8)
        block.gouge(742, 492, 900, 468, 8)
        block.line([(1180, 330), (1330, 690)], 20)
        block.shape([(1320, 690), (1342, 682), (1350, 740)])
    with picture.ink("teal") as block:
        block.line([(1180, 330), (1250, 500)], 12)
    return picture


SCENES = {
    "hospital-night": hospital_night,
    "hospital-day": hospital_day,
    "hospital-lamp": hospital_lamp,
    "ward-window": ward_window,
    "ambulance-road": ambulance_road,
    "ledger": ledger,
}
