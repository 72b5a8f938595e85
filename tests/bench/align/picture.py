"""One picture of a song: its waveform, true line starts below, found ones above."""

import cairo
import numpy as np

COLOURS = {"aligned": (0.1, 0.5, 0.2), "unsure": (0.85, 0.5, 0.0), "interpolated": (0.8, 0.1, 0.1), "manual": (0.1, 0.3, 0.8)}
WIDTH, ROW, SECONDS_A_ROW = 1600, 170, 60


def draw(path, title, sound, rate, truth, found):
    rows = int(np.ceil(len(sound) / rate / SECONDS_A_ROW))
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, WIDTH, 60 + rows * ROW)
    context = cairo.Context(surface)
    context.set_source_rgb(1, 1, 1)
    context.paint()
    context.select_font_face("sans-serif")

    def text(x, y, words, colour=(0, 0, 0), size=11):
        context.set_source_rgb(*colour)
        context.set_font_size(size)
        context.move_to(x, y)
        context.show_text(words)

    def line(x, y1, y2, colour):
        context.set_source_rgb(*colour)
        context.set_line_width(2)
        context.move_to(x, y1)
        context.line_to(x, y2)
        context.stroke()

    text(10, 22, title, size=16)
    text(10, 42, "below: true line starts; above: found ones", size=12)
    for i, (name, colour) in enumerate(COLOURS.items()):
        text(330 + i * 110, 42, name, colour, 12)
    scale = WIDTH / SECONDS_A_ROW
    peak = np.max(np.abs(sound)) or 1
    for row in range(rows):
        top = 60 + row * ROW
        context.set_source_rgb(0.7, 0.75, 0.8)
        for x in range(WIDTH):
            begin = int((row * SECONDS_A_ROW + x / scale) * rate)
            piece = sound[begin:begin + int(rate / scale)]
            if len(piece):
                height = np.max(np.abs(piece)) / peak * 45
                context.rectangle(x, top + 85 - height, 1, 2 * height)
        context.fill()
        text(4, top + 85, f"{row * SECONDS_A_ROW} s", (0.3, 0.3, 0.3))
        for number, item in enumerate(truth):
            if int(item["start"] // SECONDS_A_ROW) == row:
                x = (item["start"] - row * SECONDS_A_ROW) * scale
                line(x, top + 85, top + 135, (0, 0, 0))
                text(x + 3, top + 133 + number % 2 * 14, item["text"][:26])
        for number, item in enumerate(found):
            if int(item["start"] // SECONDS_A_ROW) == row:
                x = (item["start"] - row * SECONDS_A_ROW) * scale
                line(x, top + 35, top + 85, COLOURS[item["confidence"]])
                text(x + 3, top + 30 - number % 2 * 14, item["text"][:26], COLOURS[item["confidence"]])
    surface.write_to_png(str(path))
