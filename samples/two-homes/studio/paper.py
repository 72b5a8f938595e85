"""Things cut from coloured paper, drawn with cairo. Lengths are in units of the sheet, which is 1280 x 720."""

import math

import cairo
import numpy as np

NIGHT, DUSK, SKY, CREAM = "#22364f", "#4a5a86", "#bfdce0", "#fbf1de"
SUN, CORAL, BRICK, WINE = "#f6c453", "#e4705a", "#b5523f", "#6d3350"
MINT, SAGE, MOSS, FOREST = "#a9d0b0", "#7fa27a", "#547b5b", "#2f5548"
SNOW, STONE, SLATE, INK = "#f4f7f5", "#c8c2b4", "#6b7684", "#2b2a3a"
SKIN_1, SKIN_2, SKIN_3 = "#e8b48f", "#a86f4c", "#6f4632"


def colour(pen, name, alpha=1.0):
    pen.set_source_rgba(*(int(name[i : i + 2], 16) / 255 for i in (1, 3, 5)), alpha)


def mixed(one, other, part):
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def sheet(width, height):
    """A surface and a pen whose units are those of a 1280 x 720 sheet."""
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, width, height)
    pen = cairo.Context(surface)
    pen.scale(width / 1280, height / 720)
    return surface, pen


def cutting(draw, width=1280, height=720):
    """A drawing kept as a sheet of its own, see-through where nothing is drawn: pasting it is quick."""
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, width, height)
    draw(cairo.Context(surface))
    return surface


def paste(pen, piece, x=0, y=0, alpha=1.0):
    pen.set_source_surface(piece, round(x), round(y))
    pen.get_source().set_filter(cairo.FILTER_NEAREST)
    if alpha >= 1:
        pen.paint()
    elif alpha > 0:
        pen.paint_with_alpha(alpha)


def sky(pen, top, bottom):
    gradient = cairo.LinearGradient(0, 0, 0, 720)
    for at, name in ((0, top), (1, bottom)):
        gradient.add_color_stop_rgb(at, *(int(name[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    pen.set_source(gradient)
    pen.paint()


def box(pen, x, y, width, height, name, radius=0.0, alpha=1.0):
    radius = min(radius, width / 2, height / 2)
    pen.new_sub_path()
    for cx, cy, start in (
        (x + width - radius, y + radius, -90),
        (x + width - radius, y + height - radius, 0),
        (x + radius, y + height - radius, 90),
        (x + radius, y + radius, 180),
    ):
        pen.arc(cx, cy, radius, math.radians(start), math.radians(start + 90))
    pen.close_path()
    colour(pen, name, alpha)
    pen.fill()


def disc(pen, x, y, radius, name, alpha=1.0, squash=1.0):
    pen.save()
    pen.translate(x, y)
    pen.scale(1, squash)
    pen.arc(0, 0, radius, 0, 2 * math.pi)
    pen.restore()
    colour(pen, name, alpha)
    pen.fill()


def shape(pen, points, name, alpha=1.0):
    pen.move_to(*points[0])
    for point in points[1:]:
        pen.line_to(*point)
    pen.close_path()
    colour(pen, name, alpha)
    pen.fill()


def stroke(pen, points, name, width, alpha=1.0):
    pen.move_to(*points[0])
    for point in points[1:]:
        pen.line_to(*point)
    pen.set_line_width(width)
    pen.set_line_cap(cairo.LINE_CAP_ROUND)
    pen.set_line_join(cairo.LINE_JOIN_ROUND)
    colour(pen, name, alpha)
    pen.stroke()


def glow(pen, x, y, radius, name, alpha):
    gradient = cairo.RadialGradient(x, y, 0, x, y, radius)
    rgb = [int(name[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    gradient.add_color_stop_rgba(0, *rgb, alpha)
    gradient.add_color_stop_rgba(1, *rgb, 0)
    pen.set_source(gradient)
    pen.arc(x, y, radius, 0, 2 * math.pi)
    pen.fill()


def hill(pen, level, height, phase, name, length=900.0):
    """A rolling edge across the whole sheet, filled down to the bottom."""
    pen.move_to(-10, 730)
    for x in range(-10, 1300, 10):
        pen.line_to(x, level - height * math.sin(x / length * 2 * math.pi + phase))
    pen.line_to(1290, 730)
    pen.close_path()
    colour(pen, name)
    pen.fill()


def stars(pen, seed, count, lowest, time=0.0):
    random = np.random.default_rng(seed)
    for x, y, size, phase in zip(
        random.uniform(0, 1280, count),
        random.uniform(0, lowest, count),
        random.uniform(0.8, 2.4, count),
        random.uniform(0, 6.28, count),
    ):
        disc(pen, x, y, size, CREAM, 0.55 + 0.35 * math.sin(phase + 1.7 * time))


def star(pen, x, y, radius, name, turn=0.0):
    points = []
    for i in range(10):
        far = radius if i % 2 == 0 else radius * 0.42
        angle = turn + i * math.pi / 5 - math.pi / 2
        points.append((x + far * math.cos(angle), y + far * math.sin(angle)))
    shape(pen, points, name)


def cloud(pen, x, y, size, name=CREAM, alpha=0.9):
    for dx, dy, radius in ((-0.9, 0.1, 0.5), (-0.3, -0.2, 0.7), (0.45, -0.05, 0.6), (1.0, 0.15, 0.42)):
        disc(pen, x + dx * size, y + dy * size, radius * size, name, alpha)
    box(pen, x - 1.35 * size, y + 0.1 * size, 2.75 * size, 0.48 * size, name, 0.24 * size, alpha)


def pine(pen, x, base, height, name, snow=0.0):
    box(pen, x - height * 0.03, base - height * 0.14, height * 0.06, height * 0.15, "#5a4034")
    for i in range(3):
        wide = height * (0.27 - 0.06 * i)
        top = base - height * (0.52 + 0.24 * i)
        low = base - height * (0.1 + 0.22 * i)
        shape(pen, [(x, top), (x + wide, low), (x - wide, low)], name)
        if snow > 0:
            shape(pen, [(x, top), (x + wide * 0.42, top + (low - top) * 0.42), (x - wide * 0.42, top + (low - top) * 0.42)], SNOW, snow)


def tree(pen, x, base, height, name):
    stroke(pen, [(x, base), (x, base - height * 0.55)], "#6a4a3a", height * 0.07)
    for dx, dy, radius in ((-0.17, -0.62, 0.2), (0.17, -0.64, 0.2), (0, -0.8, 0.22)):
        disc(pen, x + dx * height, base + dy * height, radius * height, name)


def window(pen, x, y, width, height, lit=0.0, frame=CREAM):
    box(pen, x - 4, y - 4, width + 8, height + 8, frame, 3)
    box(pen, x, y, width, height, mixed("#5d7389", "#ffd979", lit), 2)
    stroke(pen, [(x + width / 2, y), (x + width / 2, y + height)], frame, 4)
    stroke(pen, [(x, y + height * 0.42), (x + width, y + height * 0.42)], frame, 4)


def house(pen, x, base, width, height, wall, roof, lit=0.0, door=WINE, rows=1):
    shape(pen, [(x - 14, base - height), (x + width / 2, base - height - width * 0.42), (x + width + 14, base - height)], roof)
    box(pen, x, base - height, width, height, wall)
    step = height / (rows + 0.65)
    for row in range(rows):
        for column in (0.16, 0.6):
            window(pen, x + width * column, base - height + step * (row + 0.22), width * 0.24, step * 0.5, lit)
    box(pen, x + width * 0.41, base - step * 0.62, width * 0.18, step * 0.62, door, 5)
    disc(pen, x + width * 0.555, base - step * 0.3, 3, SUN)


def key(pen, x, y, length, name, swing):
    """Hangs from (x, y); `swing` in radians."""
    pen.save()
    pen.translate(x, y)
    pen.rotate(swing)
    colour(pen, name)
    pen.set_line_width(length * 0.075)
    pen.arc(0, length * 0.17, length * 0.13, 0, 2 * math.pi)
    pen.stroke()
    box(pen, -length * 0.04, length * 0.29, length * 0.08, length * 0.66, name, 3)
    for at, wide in ((0.72, 0.2), (0.82, 0.13), (0.9, 0.2)):
        box(pen, 0, length * at, length * wide, length * 0.055, name, 2)
    pen.restore()


def cup(pen, x, y, size, name, time):
    """Stands on y; steam rises with `time`."""
    for i, shift in enumerate((-0.22, 0.05, 0.3)):
        points = [
            (x + size * (shift + 0.06 * math.sin(k * 0.9 + time * 2 + i)), y - size * (0.72 + 0.09 * k)) for k in range(8)
        ]
        stroke(pen, points, CREAM, size * 0.05, 0.5)
    pen.set_line_width(size * 0.09)
    colour(pen, name)
    pen.arc(x + size * 0.46, y - size * 0.33, size * 0.16, -math.pi / 2, math.pi / 2)
    pen.stroke()
    shape(pen, [(x - size * 0.45, y - size * 0.62), (x + size * 0.45, y - size * 0.62), (x + size * 0.3, y), (x - size * 0.3, y)], name)
    disc(pen, x, y - size * 0.62, size * 0.45, mixed(name, CREAM, 0.35), 1, 0.2)
    disc(pen, x, y - size * 0.61, size * 0.36, "#a8612f", 1, 0.18)


def envelope(pen, x, y, size, turn):
    pen.save()
    pen.translate(x, y)
    pen.rotate(turn)
    box(pen, -size, -size * 0.62, size * 2, size * 1.24, CREAM, 5)
    stroke(pen, [(-size * 0.96, -size * 0.58), (0, size * 0.12), (size * 0.96, -size * 0.58)], STONE, 4)
    disc(pen, 0, size * 0.1, size * 0.16, CORAL)
    pen.restore()


def grain(width, height):
    """The tooth of the paper: multiplied over every sheet. Values around 1."""
    random = np.random.default_rng(17)
    fine = random.standard_normal((height, width))
    coarse = random.standard_normal((height // 4 + 1, width // 4 + 1)).repeat(4, 0).repeat(4, 1)[:height, :width]
    return (1 + 0.016 * fine + 0.012 * coarse).astype(np.float32)
