"""Heads of the staff: four or five inks each, cut from the same few shapes."""

from __future__ import annotations

from press import Print


def face(seed, ground, coat, skin, hair, style, glasses=False, beard=None, cap=None, collar="paper", earring=False, mouth=0.0):
    picture = Print(seed, width=667, height=667, paper=ground, output=0.9)
    with picture.ink({"sea": "foam", "lamp": "sand", "foam": "paper", "rust": "lamp", "teal": "sea", "sand": "paper", "stone": "paper", "navy": "teal"}[ground]) as block:
        block.gouges((0, 0, 667, 667), 46, 150, 9, angle=0.5, spread=0.05)
    with picture.ink(hair) as block:
        if style == "long":
            block.shape([(190, 250), (220, 130), (333, 84), (446, 130), (478, 250), (500, 520), (430, 560), (240, 560), (166, 520)])
        elif style == "bun":
            block.disc(333, 84, 62)
        elif style == "curls":
            for x, y, r in ((210, 210, 62), (240, 140, 66), (330, 100, 72), (420, 140, 66), (458, 215, 62), (206, 290, 50), (464, 292, 50), (196, 350, 42), (472, 350, 42)):
                block.disc(x, y, r)
        elif style == "bob":
            block.shape([(196, 240), (226, 130), (333, 92), (440, 130), (472, 240), (484, 410), (410, 430), (256, 430), (182, 410)])
        elif style == "plait":
            block.shape([(430, 330), (480, 330), (510, 420), (486, 500), (520, 600), (470, 640), (436, 520), (446, 420)])
    with picture.ink(coat) as block:
        block.shape([(40, 690), (70, 590), (170, 530), (270, 500), (400, 500), (500, 530), (600, 590), (630, 690)])
    with picture.ink(skin) as block:
        block.shape([(276, 420), (392, 420), (404, 520), (334, 572), (264, 520)])
        block.shape([(216, 250), (226, 180), (270, 130), (333, 116), (398, 130), (440, 180), (452, 250), (444, 340), (410, 412), (362, 456), (306, 456), (258, 412), (224, 340)])
        block.disc(210, 300, 26, stretch=1.4)
        block.disc(458, 300, 26, stretch=1.4)
    with picture.ink(collar) as block:
        block.shape([(252, 506), (334, 580), (300, 640), (226, 540)])
        block.shape([(416, 506), (334, 580), (368, 640), (442, 540)])
    shade = {"skin1": "rust", "skin2": "skin3", "skin3": "night"}[skin]
    with picture.ink(hair) as block:
        if style == "short":
            block.shape([(206, 280), (204, 170), (262, 96), (340, 76), (424, 98), (464, 170), (460, 280), (438, 210), (400, 176), (330, 186), (262, 176), (230, 212)])
        elif style == "swept":
            block.shape([(206, 290), (196, 180), (250, 92), (352, 66), (452, 108), (472, 190), (458, 290), (444, 220), (330, 190), (262, 168), (226, 232)])
        elif style in ("bob", "long"):
            block.shape([(206, 300), (204, 190), (262, 106), (338, 90), (414, 108), (464, 190), (462, 300), (430, 210), (352, 160), (282, 196), (230, 230)])
        elif style == "bun":
            block.shape([(206, 270), (210, 180), (264, 116), (334, 98), (404, 116), (458, 180), (462, 270), (424, 180), (334, 150), (244, 180)])
        elif style == "curls":
            for x, y, r in ((236, 176, 40), (284, 146, 40), (336, 134, 42), (390, 146, 40), (432, 178, 40)):
                block.disc(x, y, r)
        elif style == "bald":
            block.shape([(200, 320), (204, 240), (228, 220), (230, 320)])
            block.shape([(468, 320), (464, 240), (440, 220), (438, 320)])
        elif style == "plait":
            block.shape([(208, 280), (206, 180), (264, 104), (338, 88), (420, 106), (464, 186), (464, 300), (436, 230), (380, 172), (296, 186), (240, 214)])
        for side in (-1, 1):
            block.gouge(333 + side * 32, 252, 333 + side * 92, 246, 12, bend=-7 * side)
        if beard == "full":
            block.shape([(222, 330), (246, 352), (286, 364), (333, 352), (380, 364), (422, 352), (446, 330), (436, 420), (392, 486), (333, 508), (274, 486), (232, 420)])
        if beard == "moustache":
            block.shape([(333, 364), (400, 372), (420, 398), (366, 396), (333, 386), (300, 396), (246, 398), (266, 372)])
    with picture.ink("night") as block:
        for x in (276, 392):
            block.disc(x, 290, 12)
        block.gouge(290, 408 + (14 if beard == "full" else 0), 378, 404 + (14 if beard == "full" else 0), 10, bend=10 + mouth)
    with picture.ink(shade) as block:
        block.shape([(336, 280), (362, 354), (330, 362)])
        block.gouges((408, 320, 28, 80), 4, 34, 6, angle=1.0, spread=0.05)
        if not beard:
            block.gouge(300, 436, 368, 436, 8)
    with picture.ink({"skin1": "skin2", "skin2": "skin3", "skin3": "night"}[skin]) as block:
        block.shape([(282, 453), (388, 453), (372, 474), (338, 490), (300, 474)])
    if glasses:
        with picture.ink("night") as block:
            for x in (276, 392):
                block.disc(x, 290, 47)
                block.disc(x, 290, 38, cut=True)
                block.disc(x, 290, 12)
            block.line([(318, 284), (350, 284)], 8)
            block.line([(230, 284), (206, 276)], 8)
            block.line([(438, 284), (462, 276)], 8)
    if earring:
        with picture.ink("lamp") as block:
            block.disc(206, 356, 15)
            block.disc(462, 356, 15)
    if cap:
        with picture.ink(cap) as block:
            block.shape([(186, 214), (200, 120), (270, 66), (400, 66), (470, 120), (484, 214), (334, 186)])
        with picture.ink("night") as block:
            block.shape([(176, 214), (334, 176), (494, 214), (512, 242), (334, 204), (158, 242)])
    with picture.ink("night") as block:
        block.gouges((90, 560, 160, 100), 9, 80, 6, angle=-0.7, spread=0.1)
        block.gouges((420, 560, 160, 100), 9, 80, 6, angle=0.7, spread=0.1)
    return picture


SCENES = {
    "portrait-miriam-oakshott": lambda: face(601, "sea", "navy", "skin1", "stone", "bob", glasses=True),
    "portrait-tobias-renn": lambda: face(602, "sand", "teal", "skin2", "night", "short", beard="full"),
    "portrait-nadia-sorrel": lambda: face(603, "lamp", "brick", "skin2", "night", "long", mouth=-4),
    "portrait-fergus-ibbotson": lambda: face(604, "foam", "navy", "skin1", "rust", "swept", beard="moustache", collar="sand"),
    "portrait-leila-haddow": lambda: face(605, "teal", "lamp", "skin2", "brick", "plait", earring=True),
    "portrait-wyn-teasdale": lambda: face(606, "rust", "night", "skin1", "sand", "bun", collar="teal"),
    "portrait-constance-abara": lambda: face(607, "stone", "rust", "skin3", "night", "curls", earring=True, collar="lamp"),
    "portrait-arthur-peverell": lambda: face(608, "sea", "brick", "skin1", "paper", "bald", beard="full", cap="navy"),
}
