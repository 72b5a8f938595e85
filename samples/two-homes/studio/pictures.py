"""The still pictures of the collection: two works of their own and the slides of the bicycle song."""

import math

import numpy as np

import paper
from paper import CORAL, CREAM, DUSK, INK, MINT, MOSS, SAGE, SKIN_1, SKIN_2, SKIN_3, SNOW, STONE, SUN, WINE, BRICK
from people import bicycle, cat, lit_window_with_people, magpie, person, rider


def kitchen(pen):
    """Soup evening: seven people round a pot, drawings on the steamed-up window."""
    paper.box(pen, 0, 0, 1280, 720, "#e7c79a")
    for column in range(9):
        paper.box(pen, column * 150 - 20, 0, 70, 480, "#e2bd8c")
    _steamed_window(pen)
    paper.box(pen, 930, 150, 220, 12, "#8a5a3c", 4)
    for i, name in enumerate((CORAL, MINT, SUN, "#7d97a8")):
        paper.box(pen, 946 + i * 50, 108, 34, 42, name, 8)
        paper.box(pen, 950 + i * 50, 100, 26, 10, INK, 3)
    paper.glow(pen, 640, 110, 330, SUN, 0.5)
    paper.stroke(pen, [(640, 0), (640, 60)], INK, 4)
    pen.arc(640, 100, 70, math.pi, 2 * math.pi)
    paper.colour(pen, CORAL)
    pen.fill()
    guests = (
        (190, 270, "#7b4a78", SKIN_1, "#8a5a3c", None), (330, 250, SAGE, SKIN_3, INK, SUN), (470, 225, CORAL, SKIN_2, INK, None),
        (640, 285, "#3f6f8f", SKIN_3, INK, WINE), (800, 225, SUN, SKIN_1, "#c98d4b", None), (940, 260, BRICK, SKIN_2, INK, None),
        (1080, 275, "#547b5b", SKIN_1, STONE, CORAL),
    )
    for x, height, coat, skin, hair, hat in guests:
        person(pen, x, 700, height * 1.25, coat, skin, hair, hat=hat, wave=1.0 if x in (330, 940) else None)
    person_hat_on_hat(pen, 640, 700, 285 * 1.25)
    paper.box(pen, 60, 560, 1160, 170, "#9a6a45", 26)
    paper.box(pen, 60, 560, 1160, 22, "#b07d53", 11)
    paper.disc(pen, 640, 566, 92, INK, 1, 0.22)
    paper.box(pen, 548, 566, 184, 92, "#58606e", 22)
    paper.disc(pen, 640, 568, 80, "#e8853d", 1, 0.2)
    for i in range(6):
        paper.disc(pen, 590 + i * 20, 566 + 6 * math.sin(i * 2.1), 7, (SUN, CORAL, MOSS)[i % 3], 1, 0.5)
    for i in range(4):
        points = [(594 + i * 32 + 11 * math.sin(k * 0.8 + i), 540 - 17 * k) for k in range(9)]
        paper.stroke(pen, points, CREAM, 7, 0.45)
    for x in (190, 330, 470, 800, 940, 1080):
        paper.disc(pen, x, 598, 44, CREAM, 1, 0.3)
        paper.disc(pen, x, 597, 33, "#e8853d", 1, 0.26)
        paper.stroke(pen, [(x + 56, 612), (x + 62, 586)], STONE, 5)


def person_hat_on_hat(pen, x, base, height):
    """Mr Tesfay wears two hats: the second one on top of the first."""
    h = height
    pen.arc(x, base - h * 0.9, h * 0.09, math.pi, 2 * math.pi)
    paper.colour(pen, MINT)
    pen.fill()
    paper.box(pen, x - h * 0.1, base - h * 0.915, h * 0.2, h * 0.035, MINT, h * 0.015)
    paper.disc(pen, x, base - h * 1.0, h * 0.028, CREAM)


def _steamed_window(pen):
    paper.box(pen, 110, 70, 380, 250, CREAM, 6)
    paper.box(pen, 124, 84, 352, 222, "#8fa6b3", 3)
    paper.box(pen, 124, 84, 352, 222, SNOW, 3, 0.45)
    paper.stroke(pen, [(300, 84), (300, 306)], CREAM, 10)
    for left in (150, 385):
        paper.stroke(pen, [(left, 260), (left, 200), (left + 35, 165), (left + 70, 200), (left + 70, 260), (left, 260)], "#6f8797", 5)
        paper.box(pen, left + 26, 226, 18, 34, "#6f8797", 3)
    paper.stroke(pen, [(325, 262), (325, 232), (332, 214), (340, 228), (352, 228), (360, 214), (366, 232), (366, 262), (325, 262)], "#6f8797", 5)
    for x in (338, 353):
        paper.disc(pen, x, 240, 3, "#6f8797")
    for i in range(5):
        paper.stroke(pen, [(140 + i * 73, 272 + 6 * (i % 2)), (140 + i * 73, 296)], "#6f8797", 3, 0.6)


def forest(pen):
    """By the tarn in winter: a parent, a child, bread, and a magpie that wants cheese."""
    paper.sky(pen, "#cfe0e4", "#f7e6d0")
    paper.disc(pen, 930, 190, 60, "#fbe3a6")
    paper.hill(pen, 330, 60, 0.5, "#b4c9cd", 1100)
    paper.hill(pen, 380, 40, 2.2, "#93b0b2", 800)
    random = np.random.default_rng(31)
    for x, height in sorted(zip(random.uniform(-20, 1300, 26), random.uniform(110, 200, 26)), key=lambda tree: tree[1]):
        paper.pine(pen, x, 440, height, paper.mixed("#5d837e", "#3b6460", random.random()), 0.8)
    paper.hill(pen, 436, 8, 1.0, SNOW, 1000)
    paper.disc(pen, 700, 520, 430, "#8fb6c4", 1, 0.19)
    paper.disc(pen, 700, 524, 400, "#a9cbd4", 1, 0.17)
    paper.hill(pen, 600, 14, 0.2, SNOW, 1300)
    for x, height in ((90, 420), (1180, 460)):
        paper.pine(pen, x, 640, height, "#2f5548", 0.85)
    paper.box(pen, 330, 600, 420, 36, "#7a5237", 18)
    for ring in (330, 344):
        paper.disc(pen, ring + 10, 618, 16 - (ring - 330) * 0.5, "#c79a6b")
    person(pen, 440, 650, 270, "#3f6f8f", SKIN_1, "#8a5a3c", hat=CORAL, scarf=SUN, bag=WINE)
    person(pen, 590, 650, 190, CORAL, SKIN_1, "#8a5a3c", hat=MINT, scarf=CREAM, wave=0.35)
    paper.shape(pen, [(645, 546), (690, 540), (688, 560), (648, 562)], "#d9a866")
    paper.shape(pen, [(650, 548), (684, 543), (682, 549)], SUN)
    magpie(pen, 850, 652, 110)
    paper.box(pen, 300, 560, 30, 74, "#c2473f", 8)
    paper.box(pen, 304, 546, 22, 18, STONE, 4)
    for _ in range(90):
        paper.disc(pen, random.uniform(0, 1280), random.uniform(0, 720), random.uniform(1.5, 4), SNOW, 0.85)


def _square(pen, low="#f3d7a6", high="#8fc4d6"):
    paper.sky(pen, high, low)
    paper.cloud(pen, 260, 120, 56)
    paper.cloud(pen, 980, 90, 44)
    for i, x in enumerate(range(-30, 1300, 172)):
        tall = 190 + (i * 71) % 100
        wall = ("#cf6f5b", "#8fb3a5", "#e9b872", "#7b8fb0", "#d9c79e")[i % 5]
        paper.house(pen, x, 500, 150, tall, wall, (INK, WINE, BRICK)[i % 3], 0.2, CREAM, 2)
    paper.box(pen, 0, 500, 1280, 220, "#d6c3a1")
    for row in range(5):
        for column in range(18):
            paper.box(pen, column * 80 - (row % 2) * 40, 514 + row * 44, 62, 6, "#c5b18d", 3)


def holding_on(pen):
    """First slide: the child holds the saddle while Mum learns."""
    _square(pen)
    bicycle(pen, 660, 660, 290, 0.4, CORAL)
    rider(pen, 660, 660, 290, 0.4, "#3f6f8f", SUN, SKIN_2)
    person(pen, 500, 668, 210, MINT, SKIN_2, INK, walk=0.8, wave=0.12)


def letting_go(pen):
    """Second slide: she rides on her own and does not know it yet."""
    _square(pen, "#f7e3b5", "#7fbcd2")
    for i in range(3):
        paper.stroke(pen, [(560 - i * 60, 560 + i * 32), (650 - i * 60, 560 + i * 32)], CREAM, 6, 0.8)
    bicycle(pen, 860, 660, 290, 1.2, CORAL)
    rider(pen, 860, 660, 290, 1.2, "#3f6f8f", SUN, SKIN_2)
    person(pen, 300, 668, 210, MINT, SKIN_2, INK, wave=0.7)
    cat(pen, 150, 668, 80, 1.0)


def to_the_market(pen):
    """Third slide: to the market under a wide sky, with a basket for the bread."""
    paper.sky(pen, "#5fa8c7", "#fbe6bd")
    for x, y, size in ((220, 130, 70), (620, 90, 52), (1010, 170, 84)):
        paper.cloud(pen, x, y, size)
    paper.disc(pen, 1120, 90, 56, SUN)
    paper.hill(pen, 480, 12, 0.0, "#b7c98f", 1300)
    paper.box(pen, 150, 380, 22, 110, "#8a5a3c")
    for turn in range(4):
        angle = 0.5 + turn * math.pi / 2
        paper.stroke(pen, [(161, 385), (161 + 90 * math.cos(angle), 385 + 90 * math.sin(angle))], CREAM, 12)
    paper.shape(pen, [(126, 490), (196, 490), (182, 380), (140, 380)], BRICK)
    paper.box(pen, 0, 500, 1280, 220, "#9dbb7c")
    paper.box(pen, 0, 590, 1280, 90, "#cdbb9c")
    for i, name in enumerate((CORAL, CREAM, MINT)):
        left = 900 + i * 118
        paper.box(pen, left + 8, 470, 92, 92, "#b98a5e", 4)
        for stripe in range(5):
            paper.shape(pen, [(left + stripe * 22, 430), (left + 22 + stripe * 22, 430), (left + 24 + stripe * 22, 478), (left - 2 + stripe * 22, 478)], name if stripe % 2 else SNOW)
        for fruit in range(4):
            paper.disc(pen, left + 24 + fruit * 20, 494, 11, (SUN, CORAL, MOSS)[(fruit + i) % 3])
    for i in range(26):
        x = i * 52 + 14
        paper.stroke(pen, [(x, 586), (x, 560)], MOSS, 3)
        paper.disc(pen, x, 556, 7, (CORAL, SUN, CREAM, "#b48ac0")[i % 4])
    bicycle(pen, 520, 676, 300, 0.1, CORAL, basket=True)
    rider(pen, 520, 676, 300, 0.1, "#3f6f8f", SUN, SKIN_2)


def two_windows(pen):
    """Poster of the collection: two lit windows, one star."""
    paper.sky(pen, "#182a45", DUSK)
    paper.stars(pen, 8, 70, 420)
    paper.glow(pen, 640, 150, 190, SUN, 0.5)
    paper.star(pen, 640, 150, 38, SUN)
    for x, wall in ((60, "#b26a52"), (740, "#5f7a8f")):
        paper.box(pen, x, 250, 480, 480, wall)
        for row in range(12):
            for column in range(7):
                paper.box(pen, x + column * 72 - (row % 2) * 36 + 8, 258 + row * 40, 56, 4, INK, 2, 0.12)
    for x in (180, 860):
        paper.glow(pen, x + 120, 430, 260, SUN, 0.35)
        lit_window_with_people(pen, x, 320, 240, 220)
        paper.box(pen, x - 20, 552, 280, 18, CREAM, 5)
        for i in range(4):
            paper.stroke(pen, [(x + 20 + i * 60, 552), (x + 20 + i * 60, 522)], MOSS, 5)
            paper.disc(pen, x + 20 + i * 60, 516, 13, (CORAL, SUN)[i % 2])


PICTURES = {
    "kitchen": kitchen,
    "forest": forest,
    "two-windows": two_windows,
    "bike-1": holding_on,
    "bike-2": letting_go,
    "bike-3": to_the_market,
}


def paint(name, path, width=1920, height=1080):
    surface, pen = paper.sheet(width, height)
    PICTURES[name](pen)
    surface.flush()
    pixels = np.ndarray((height, width, 4), np.uint8, surface.get_data())
    pixels[...] = np.clip(pixels * paper.grain(width, height)[..., None], 0, 255)
    surface.mark_dirty()
    surface.write_to_png(str(path))
