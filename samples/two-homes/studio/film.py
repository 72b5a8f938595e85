"""The film of "Two keys": four scenes, drawn frame by frame to the song's own times."""

import functools
import math
import subprocess

import numpy as np

import paper
from paper import CORAL, CREAM, DUSK, FOREST, MINT, MOSS, NIGHT, SAGE, SKIN_2, SKY, SLATE, SNOW, STONE, SUN, WINE, BRICK, INK
from people import cat, headscarf, person, street_lamp, tram

WIDTH, HEIGHT, RATE = 1280, 720, 24
FADE = 0.7  # seconds of cross-fade between scenes


def ease(value):
    value = min(1.0, max(0.0, value))
    return value * value * (3 - 2 * value)


STREET = (
    (0, 190, 250, "#e9b872", BRICK, 2), (220, 170, 330, "#cf6f5b", INK, 3), (420, 200, 230, "#8fb3a5", WINE, 2),
    (660, 160, 360, "#d9c79e", BRICK, 3), (850, 210, 260, "#7b8fb0", INK, 2), (1090, 180, 300, "#e0917a", WINE, 2),
)


@functools.cache
def _morning():
    return paper.cutting(lambda pen: paper.sky(pen, "#f3cf9c", "#f9e9cd"))


@functools.cache
def _street():
    def draw(pen):
        for x, width, height, wall, roof, rows in STREET:
            paper.house(pen, x + 20, 606, width, height, wall, roof, 0.15, CREAM, rows)

    return paper.cutting(draw, 1300)


def walk(pen, time, cues):
    """Intro and first verse: down the street, keys in hand; the garden, then the house."""
    paper.paste(pen, _morning())
    paper.disc(pen, 980, 210 - 4 * time, 74, SUN)
    paper.cloud(pen, 300 + 9 * time, 120, 54)
    paper.cloud(pen, 820 + 6 * time, 90, 40)
    paper.hill(pen, 470, 36, 0.4 - time * 0.015, "#d8bf8f")
    for lap in range(3):
        left = lap * 1300 - time * 62
        if -1300 < left < 1280:
            paper.paste(pen, _street(), left)
    paper.box(pen, 0, 600, 1280, 120, "#b9a58c")
    paper.box(pen, 0, 600, 1280, 8, "#9c8a74")
    for stone in range(26):
        paper.box(pen, (stone * 104 - time * 118) % 2700 - 200, 650, 62, 7, "#a5927b", 3)
    person(pen, 420, 672, 250, "#3f6f8f", SKIN_2, INK, time * 5.86, scarf=CORAL, bag=WINE)
    cat(pen, 250, 668 - 5 * abs(math.sin(time * 5.86)), 62, time * 5)
    _keys(pen, time)
    garden, home = cues[2], cues[3]
    _thought(pen, ease((time - garden) / 0.8) * (1 - ease((time - home + 0.3) / 0.5)), _garden, time)
    _thought(pen, ease((time - home) / 0.8), _home, time)


def _keys(pen, time):
    paper.stroke(pen, [(1130, -10), (1130, 88)], CREAM, 5)
    pen.set_line_width(9)
    paper.colour(pen, STONE)
    pen.arc(1130, 112, 26, 0, 2 * math.pi)
    pen.stroke()
    sway = 0.22 * math.sin(time * 2.93)
    paper.key(pen, 1130, 132, 190, "#c08a3e", sway + 0.18)
    paper.key(pen, 1130, 132, 170, "#8b97a6", sway * 1.25 - 0.2)


def _thought(pen, size, content, time):
    if size <= 0.01:
        return
    for x, y, radius in ((500, 410, 9), (530, 380, 15), (566, 342, 22)):
        paper.disc(pen, x, y, radius * size, CREAM)
    pen.save()
    pen.translate(720, 215)
    pen.scale(size, size)
    paper.disc(pen, 0, 0, 190, CREAM, 1, 0.82)
    pen.arc(0, 0, 176, 0, 2 * math.pi)
    pen.save()
    pen.scale(1, 0.82)
    pen.new_path()
    pen.arc(0, 0, 176, 0, 2 * math.pi)
    pen.restore()
    pen.clip()
    content(pen, time)
    pen.restore()


def _garden(pen, time):
    paper.box(pen, -200, -200, 400, 400, SKY)
    paper.disc(pen, 0, 190, 200, SAGE, 1, 0.6)
    for x, height in ((-90, 170), (70, 190)):
        paper.tree(pen, x, 110, height, MOSS)
        for i in range(5):
            paper.disc(pen, x + 34 * math.cos(i * 2.3), 110 - height * 0.7 + 30 * math.sin(i * 1.9), 8, CORAL)
    for i in range(7):
        sway = 4 * math.sin(time * 2 + i)
        x = -120 + i * 40
        paper.stroke(pen, [(x, 132), (x + sway, 96)], MOSS, 4)
        paper.disc(pen, x + sway, 90, 10, SUN if i % 2 else CREAM)
        paper.disc(pen, x + sway, 90, 4, "#8a5a2e")


def _home(pen, time):
    paper.box(pen, -200, -200, 400, 400, DUSK)
    paper.stars(pen, 4, 0, 0)
    paper.disc(pen, 90, -80, 22, CREAM)
    paper.house(pen, -75, 112, 150, 130, "#d98c6a", WINE, ease(math.sin(time) + 1.2), SUN, 1)
    paper.box(pen, -200, 110, 400, 60, FOREST)


def _draw_river(pen):
    paper.sky(pen, "#7f95a6", "#c9d5d3")
    for i, x in enumerate((-40, 120, 290, 520, 760, 930, 1120)):
        tall = 130 + (i * 67) % 110
        paper.box(pen, x, 420 - tall, 150, tall, paper.mixed("#8b9fae", "#a9b9c0", (i % 3) / 2))
    paper.box(pen, 0, 420, 1280, 300, "#5f8696")
    for x in (130, 520, 910):
        pen.arc(x + 120, 560, 120, math.pi, 2 * math.pi)
        pen.line_to(x + 300, 560)
        pen.line_to(x + 300, 424)
        pen.line_to(x - 60, 424)
        pen.line_to(x - 60, 560)
        pen.close_path()
        paper.colour(pen, "#a08a78")
        pen.fill()
    paper.box(pen, 0, 408, 1280, 34, "#8c7766")
    paper.box(pen, 0, 402, 1280, 8, "#5e5048")
    paper.stroke(pen, [(0, 182), (1280, 182)], SLATE, 3)


@functools.cache
def _river():
    return paper.cutting(_draw_river)


@functools.cache
def _neighbours_house():
    return paper.cutting(lambda pen: paper.house(pen, 960, 730, 270, 330, "#d9b27e", WINE, 0.9, BRICK, 1), 1280, 800)


def rain(pen, time, cues):
    """Second verse: the tram over the bridge in the rain; the neighbour with a letter."""
    paper.paste(pen, _river())
    for i in range(14):
        drift = 18 * math.sin(time * 1.1 + i * 1.7)
        paper.box(pen, (i * 197) % 1280 + drift, 570 + (i * 53) % 140, 90, 5, "#86a9b4", 3, 0.8)
    letter = cues[6]
    tram(pen, -460 + 118 * (time - cues[4] + 0.8), 404)
    _drops(pen, time)
    come = ease((time - letter + 0.4) / 0.9)
    if come > 0:
        pen.save()
        pen.translate(0, (1 - come) * 480)
        paper.paste(pen, _neighbours_house())
        paper.box(pen, 0, 690, 1280, 40, "#8c7766")
        paper.box(pen, 0, 688, 1280, 6, "#75614f")
        person(pen, 950, 694, 220, "#7b4a78", hair=INK, wave=0.9 + 0.25 * math.sin(time * 6))
        headscarf(pen, 950, 694, 220, SUN)
        person(pen, 640, 712, 230, "#3f6f8f", SKIN_2, INK, scarf=CORAL, bag=WINE)
        fly = ease((time - cues[7]) / 2.2)
        x, y = 985 + (700 - 985) * fly, 560 - 150 * math.sin(fly * math.pi) + 10 * fly
        paper.envelope(pen, x, y, 40, 0.5 * math.sin(time * 3))
        pen.restore()


@functools.cache
def _drop():
    return paper.cutting(lambda pen: paper.stroke(pen, [(8, 3), (4, 25)], SNOW, 2, 0.45), 12, 30)


def _drops(pen, time):
    random = np.random.default_rng(23)
    for x, y, speed in zip(random.uniform(0, 1380, 130), random.uniform(0, 720, 130), random.uniform(520, 760, 130)):
        fall = (y + time * speed) % 760 - 20
        left = (x - time * 70) % 1380 - 60
        paper.paste(pen, _drop(), left, fall)


HOMES = ((190, "#c9825f", "#5a3048"), (860, "#7d97a8", "#33405c"))


def _draw_land(pen):
    paper.hill(pen, 560, 40, 1.0, "#2b4257")
    paper.hill(pen, 610, 26, 2.6, "#22384a", 700)
    for x, height in ((60, 190), (480, 150), (800, 170), (1230, 210)):
        paper.pine(pen, x, 640, height, "#1f3d42", 0.25)
    street_lamp(pen, 640, 656, 120)
    paper.box(pen, 0, 650, 1280, 80, "#1b2c3c")


@functools.cache
def _dark():
    return paper.cutting(lambda pen: paper.sky(pen, "#182a45", "#4a5a86"))


@functools.cache
def _land():
    return paper.cutting(_draw_land)


@functools.cache
def _star_glow():
    return paper.cutting(lambda pen: paper.glow(pen, 190, 190, 190, SUN, 1), 380, 380)


@functools.cache
def _home_at_night(number, lit):
    x, wall, roof = HOMES[number]

    def draw(pen):
        if lit:
            paper.glow(pen, x + 115, 520, 230, SUN, 0.28)
        paper.house(pen, x, 650, 230, 210, wall, roof, 1.0 if lit else 0.0, CREAM, 1)

    return paper.cutting(draw)


def night(pen, time, cues):
    """The refrain: two homes under one sky; in both the tea is ready."""
    paper.paste(pen, _dark())
    paper.stars(pen, 8, 60, 400, time)
    star_glow = 0.35 + 0.12 * math.sin(time * 2.2)
    grow = ease((time - cues[9] - 1.8) / 1.2)
    paper.paste(pen, _star_glow(), 640 - 190, 150 - 190, star_glow + 0.2 * grow)
    paper.star(pen, 640, 150, 26 + 12 * grow, SUN, 0.1 * math.sin(time))
    paper.paste(pen, _land())
    for number in (0, 1):
        lit = ease((time - cues[8] - 0.9 * number) / 0.9)
        if lit < 1:
            paper.paste(pen, _home_at_night(number, False))
        paper.paste(pen, _home_at_night(number, True), alpha=lit)
    string = ease((time - cues[9]) / 2.0)
    lamps = [(420 + 20 * i, 430 + 70 * math.sin(math.pi * i / 22) ** 2) for i in range(23)]
    shown = lamps[: max(2, round(string * len(lamps)))] if string > 0 else []
    if shown:
        paper.stroke(pen, shown, CREAM, 2, 0.6)
        for i, (x, y) in enumerate(shown):
            paper.disc(pen, x, y + 6, 5, (SUN, CORAL, MINT)[i % 3], 0.75 + 0.25 * math.sin(time * 3 + i))
    tea = ease((time - cues[10]) / 1.0)
    if tea > 0:
        paper.box(pen, 380, 740 - 110 * tea, 520, 130, "#6a4a3a", 18)
        for x, name in ((520, CORAL), (640, SAGE), (760, SUN)):
            paper.cup(pen, x, 746 - 110 * tea, 88, name, time)
    meet = ease((time - cues[11]) / 1.4)
    if meet > 0:
        person(pen, 300 + 60 * meet, 668, 170, "#3f6f8f", SKIN_2, INK, time * 5 if meet < 1 else None, scarf=CORAL, wave=1.0 + 0.3 * math.sin(time * 6) if meet >= 1 else None)
        person(pen, 985 - 60 * meet, 668, 170, "#7b4a78", hair=INK, wave=2.1 + 0.3 * math.sin(time * 5))
        headscarf(pen, 985 - 60 * meet, 668, 170, SUN)


def scenes(score):
    """(scene, its beginning) in order, and the time each line begins."""
    cues = [line.start for line in score.lines]
    return ((walk, 0.0), (rain, cues[4] - 0.4), (night, cues[8] - 0.5)), cues


def _draw(surface, pen, scene, time, cues):
    pen.save()
    scene(pen, time, cues)
    pen.restore()
    surface.flush()
    return np.ndarray((HEIGHT, WIDTH, 4), np.uint8, surface.get_data())


def frames(score):
    """Every frame of the film as bytes, BGRx."""
    plan, cues = scenes(score)
    surface, pen = paper.sheet(WIDTH, HEIGHT)
    tooth = np.round((1 + (paper.grain(WIDTH, HEIGHT) - 1) / 2) * 128).astype(np.uint16)[..., None]
    work = np.empty((HEIGHT, WIDTH, 4), np.uint16)
    for number in range(round(score.duration * RATE)):
        time = number / RATE
        current = max(i for i, (_, begin) in enumerate(plan) if begin <= time)
        picture = _draw(surface, pen, plan[current][0], time, cues)
        since = time - plan[current][1]
        if current > 0 and since < FADE:
            new = picture.astype(np.uint16)
            old = _draw(surface, pen, plan[current - 1][0], time, cues).astype(np.uint16)
            part = round(256 * ease(since / FADE))
            picture = ((new * part + old * (256 - part)) >> 8).astype(np.uint8)
        np.multiply(picture, tooth, out=work)
        work >>= 7
        np.minimum(work, 255, out=work)
        light = round(256 * ease(time / 0.8) * ease((score.duration - time) / 1.2))
        if light < 256:
            work *= light
            work >>= 8
        yield work.astype(np.uint8).tobytes()


def shoot(score, sound, path):
    """Writes the film with its sound: H.264 and AAC in MP4."""
    encoder = subprocess.Popen(
        ["ffmpeg", "-nostdin", "-v", "error", "-y",
         "-f", "rawvideo", "-pixel_format", "bgr0", "-video_size", f"{WIDTH}x{HEIGHT}", "-framerate", str(RATE), "-i", "-",
         "-i", str(sound), "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-threads", "2", "-pix_fmt", "yuv420p",
         "-vf", "scale=out_color_matrix=bt709:out_range=tv", "-colorspace", "bt709", "-color_primaries", "bt709",
         "-color_trc", "bt709", "-c:a", "aac", "-b:a", "192k", "-map_metadata", "-1", "-fflags", "+bitexact",
         "-flags:v", "+bitexact", "-flags:a", "+bitexact", str(path)],
        stdin=subprocess.PIPE,
    )
    for frame in frames(score):
        encoder.stdin.write(frame)
    encoder.stdin.close()
    if encoder.wait() != 0:
        raise RuntimeError("ffmpeg could not write the film")
