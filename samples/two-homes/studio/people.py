"""People, a cat, a magpie, vehicles: what moves on the sheets."""

import math

from paper import BRICK, CORAL, CREAM, INK, SKIN_1, SLATE, SNOW, STONE, SUN, WINE, box, colour, disc, shape, stroke, window


def person(pen, x, base, height, coat, skin=SKIN_1, hair=INK, walk=None, hat=None, scarf=None, wave=None, bag=None):
    """Stands on `base`. `walk`: phase of the step in radians, or None; `wave`: angle of a raised arm, or None."""
    h = height
    stride = 0.0 if walk is None else math.sin(walk) * h * 0.11
    hop = 0.0 if walk is None else abs(math.cos(walk)) * h * 0.015
    for side in (1, -1):
        foot = x + side * (stride if walk is not None else h * 0.06)
        stroke(pen, [(x + side * h * 0.03, base - h * 0.34), (foot, base - h * 0.03)], INK, h * 0.07)
        box(pen, foot - h * 0.035, base - h * 0.05, h * 0.12, h * 0.05, BRICK, h * 0.02)
    top = base - hop
    if bag:
        box(pen, x - h * 0.22, top - h * 0.64, h * 0.15, h * 0.26, bag, h * 0.04)
    swing = 0.0 if walk is None else -stride * 0.8
    stroke(pen, [(x, top - h * 0.62), (x + swing + h * 0.06, top - h * 0.36)], coat, h * 0.075)
    shape(pen, [(x - h * 0.1, top - h * 0.68), (x + h * 0.1, top - h * 0.68), (x + h * 0.17, top - h * 0.25), (x - h * 0.17, top - h * 0.25)], coat)
    if wave is not None:
        hand = (x + h * 0.28 * math.cos(wave), top - h * 0.64 - h * 0.28 * math.sin(wave))
        stroke(pen, [(x + h * 0.06, top - h * 0.62), hand], coat, h * 0.075)
        disc(pen, *hand, h * 0.045, skin)
    disc(pen, x, top - h * 0.8, h * 0.115, hair)
    disc(pen, x + h * 0.015, top - h * 0.785, h * 0.1, skin)
    disc(pen, x + h * 0.045, top - h * 0.795, h * 0.012, INK)
    disc(pen, x - h * 0.02, top - h * 0.795, h * 0.012, INK)
    pen.set_line_width(h * 0.012)
    colour(pen, WINE)
    pen.arc(x + h * 0.015, top - h * 0.765, h * 0.035, 0.3, math.pi - 0.3)
    pen.stroke()
    if hat:
        pen.arc(x + h * 0.005, top - h * 0.83, h * 0.115, math.pi, 2 * math.pi)
        colour(pen, hat)
        pen.fill()
        box(pen, x - h * 0.125, top - h * 0.85, h * 0.26, h * 0.045, hat, h * 0.02)
        disc(pen, x + h * 0.005, top - h * 0.955, h * 0.03, CREAM)
    if scarf:
        box(pen, x - h * 0.1, top - h * 0.71, h * 0.2, h * 0.06, scarf, h * 0.03)
        box(pen, x + h * 0.03, top - h * 0.69, h * 0.06, h * 0.2, scarf, h * 0.02)


def headscarf(pen, x, base, height, name):
    """Over the head of a person of the same place and height."""
    h = height
    pen.arc(x, base - h * 0.79, h * 0.135, math.pi * 0.85, math.pi * 2.1)
    pen.line_to(x + h * 0.1, base - h * 0.68)
    pen.line_to(x - h * 0.13, base - h * 0.66)
    pen.close_path()
    colour(pen, name)
    pen.fill()
    disc(pen, x + h * 0.025, base - h * 0.785, h * 0.092, SKIN_1)
    for shift in (-0.012, 0.05):
        disc(pen, x + h * shift, base - h * 0.795, h * 0.012, INK)
    pen.set_line_width(h * 0.012)
    colour(pen, WINE)
    pen.arc(x + h * 0.02, base - h * 0.765, h * 0.035, 0.3, math.pi - 0.3)
    pen.stroke()


def tram(pen, x, rail, name=CORAL, number_of_windows=4, lit=0.6):
    """Its left end is at x; the wheels stand on `rail`. 420 wide."""
    stroke(pen, [(x + 190, rail - 168), (x + 215, rail - 200), (x + 250, rail - 222)], SLATE, 4)
    box(pen, x, rail - 160, 420, 136, name, 26)
    box(pen, x, rail - 74, 420, 16, CREAM)
    for i in range(number_of_windows):
        left = x + 26 + i * 96
        box(pen, left, rail - 140, 80, 56, CREAM, 8)
        box(pen, left + 4, rail - 136, 72, 48, "#ffe2a0" if lit > 0.5 else "#9fc3d0", 6)
    for i, (hair, coat) in enumerate(((INK, SUN), ("#7a4b32", WINE), (STONE, SLATE))):
        disc(pen, x + 60 + i * 96, rail - 108, 13, hair)
        box(pen, x + 44 + i * 96, rail - 98, 32, 12, coat, 6)
    box(pen, x + 392, rail - 66, 22, 12, SUN, 4)
    for wheel in (84, 134, 288, 338):
        disc(pen, x + wheel, rail - 16, 17, INK)
        disc(pen, x + wheel, rail - 16, 7, STONE)


def bicycle(pen, x, ground, size, turn, name=CORAL, basket=False):
    """Two wheels of radius 0.3 * size with their spokes turned by `turn`; x is the middle."""
    radius = size * 0.3
    back, front = (x - size * 0.45, ground - radius), (x + size * 0.45, ground - radius)
    for centre in (back, front):
        pen.set_line_width(size * 0.035)
        colour(pen, INK)
        pen.arc(*centre, radius, 0, 2 * math.pi)
        pen.stroke()
        for spoke in range(4):
            angle = turn + spoke * math.pi / 4
            dx, dy = radius * math.cos(angle), radius * math.sin(angle)
            stroke(pen, [(centre[0] - dx, centre[1] - dy), (centre[0] + dx, centre[1] + dy)], SLATE, size * 0.008)
    crank, seat, head = (x - size * 0.05, ground - radius), (x - size * 0.2, ground - size * 0.72), (x + size * 0.33, ground - size * 0.68)
    for line in ([back, crank, seat, back], [crank, head], [seat, head], [front, head, (head[0] - size * 0.03, ground - size * 0.84)]):
        stroke(pen, line, name, size * 0.04)
    box(pen, seat[0] - size * 0.11, seat[1] - size * 0.06, size * 0.2, size * 0.055, INK, size * 0.03)
    stroke(pen, [(head[0] - size * 0.1, ground - size * 0.87), (head[0] - size * 0.03, ground - size * 0.84)], INK, size * 0.035)
    pedal = (crank[0] + size * 0.1 * math.cos(turn), crank[1] + size * 0.1 * math.sin(turn))
    stroke(pen, [crank, pedal], INK, size * 0.03)
    if basket:
        shape(pen, [(front[0] - size * 0.1, ground - size * 0.82), (front[0] + size * 0.24, ground - size * 0.82), (front[0] + size * 0.18, ground - size * 0.62), (front[0] - size * 0.05, ground - size * 0.62)], "#c99a5b")
        disc(pen, front[0] + size * 0.05, ground - size * 0.84, size * 0.1, "#e0b06c", 1, 0.5)


def rider(pen, x, ground, size, turn, coat, scarf, skin=SKIN_1):
    """A person on a bicycle of the same place, size and turn."""
    hip, shoulder = (x - size * 0.2, ground - size * 0.78), (x - size * 0.06, ground - size * 1.2)
    crank = (x - size * 0.05, ground - size * 0.3)
    foot = (crank[0] + size * 0.1 * math.cos(turn), crank[1] + size * 0.1 * math.sin(turn))
    knee = ((hip[0] + foot[0]) / 2 + size * 0.2, (hip[1] + foot[1]) / 2 - size * 0.05)
    stroke(pen, [hip, knee, foot], INK, size * 0.09)
    stroke(pen, [hip, shoulder], coat, size * 0.24)
    stroke(pen, [shoulder, (x + size * 0.1, ground - size * 0.98), (x + size * 0.26, ground - size * 0.88)], coat, size * 0.08)
    head = (shoulder[0] + size * 0.05, shoulder[1] - size * 0.22)
    disc(pen, *head, size * 0.16, scarf)
    disc(pen, head[0] + size * 0.03, head[1] + size * 0.01, size * 0.125, skin)
    for shift in (0.03, 0.1):
        disc(pen, head[0] + size * shift, head[1] - size * 0.01, size * 0.016, INK)
    pen.set_line_width(size * 0.016)
    colour(pen, WINE)
    pen.arc(head[0] + size * 0.06, head[1] + size * 0.04, size * 0.05, 0.2, math.pi - 0.2)
    pen.stroke()
    shape(pen, [(shoulder[0] - size * 0.02, shoulder[1] - size * 0.1), (shoulder[0] - size * 0.34, shoulder[1] - size * 0.02), (shoulder[0] - size * 0.3, shoulder[1] + size * 0.08)], scarf)


def cat(pen, x, base, size, tail, name=INK):
    stroke(pen, [(x - size * 0.3, base - size * 0.1), (x - size * 0.6, base - size * 0.2), (x - size * 0.62, base - size * (0.5 + 0.1 * math.sin(tail)))], name, size * 0.1)
    disc(pen, x, base - size * 0.3, size * 0.33, name, 1, 0.95)
    disc(pen, x + size * 0.14, base - size * 0.72, size * 0.22, name)
    for side in (-1, 1):
        ear = x + size * (0.14 + side * 0.13)
        shape(pen, [(ear - size * 0.08, base - size * 0.84), (ear + size * 0.08, base - size * 0.84), (ear, base - size * 1.05)], name)
        disc(pen, x + size * (0.14 + side * 0.08), base - size * 0.73, size * 0.035, SUN)


def magpie(pen, x, base, size):
    shape(pen, [(x - size * 0.3, base - size * 0.4), (x - size * 1.1, base - size * 0.22), (x - size * 0.3, base - size * 0.25)], INK)
    disc(pen, x, base - size * 0.42, size * 0.36, INK, 1, 0.72)
    disc(pen, x + size * 0.05, base - size * 0.33, size * 0.24, SNOW, 1, 0.7)
    disc(pen, x + size * 0.34, base - size * 0.68, size * 0.19, INK)
    disc(pen, x + size * 0.39, base - size * 0.71, size * 0.035, CREAM)
    shape(pen, [(x + size * 0.5, base - size * 0.72), (x + size * 0.76, base - size * 0.66), (x + size * 0.5, base - size * 0.61)], SLATE)
    for leg in (-0.05, 0.1):
        stroke(pen, [(x + size * leg, base - size * 0.2), (x + size * leg, base)], SLATE, size * 0.045)


def street_lamp(pen, x, base, height):
    stroke(pen, [(x, base), (x, base - height)], INK, 7)
    stroke(pen, [(x, base - height), (x + 34, base - height)], INK, 6)
    shape(pen, [(x + 22, base - height), (x + 46, base - height), (x + 52, base - height + 18), (x + 16, base - height + 18)], SUN)


def lit_window_with_people(pen, x, y, width, height):
    window(pen, x, y, width, height, 1)
    for i, coat in enumerate((CORAL, SLATE)):
        at = x + width * (0.3 + 0.4 * i)
        disc(pen, at, y + height * 0.62, width * 0.09, INK)
        box(pen, at - width * 0.12, y + height * 0.74, width * 0.24, height * 0.26, coat, width * 0.06)
