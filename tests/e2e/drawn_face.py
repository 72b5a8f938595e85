"""A face drawn with soft shading, by a formula: enough for cascades, and nobody's. Clips of it, and an eye of OpenCV's own on what came out."""

import subprocess

import cv2
import numpy

CASCADES = "/usr/share/opencv4/"
GREY = 0.45


def draw(width, height, place=None):
    """A grey picture with a face at `place` = (x, y, half height, turn to the right in quarters)."""
    picture = numpy.full((height, width), GREY, numpy.float32)
    if place is None:
        return (picture * 255).astype(numpy.uint8)
    x, y, half_height, turn = place
    rows, columns = numpy.mgrid[0:height, 0:width].astype(numpy.float32)
    u, v = (columns - x) / half_height, (rows - y) / half_height
    side, straight = numpy.sin(turn * 1.2), numpy.cos(turn * 1.2)
    narrow = max(straight, 0.4)

    def put(value, cx, cy, rx, ry, softness=0.06):
        nonlocal picture
        distance = (numpy.hypot((u - cx) / rx, (v - cy) / ry) - 1) * min(rx, ry)
        share = numpy.clip(0.5 - distance / softness, 0, 1)
        picture = picture * (1 - share) + value * share

    put(0.55, 0, 1.05, 0.35, 0.6)
    put(0.10, -side * 0.1, -0.12, 0.86, 1.02)
    put(0.78 - 0.09 * numpy.clip(u, -1, 1) - 0.1 * u * u - 0.05 * v, 0, 0.08, 0.72, 0.98)
    for k in (-1, 1):
        eye = side * 0.62 + k * 0.32 * straight
        put(0.52, eye, -0.12, 0.23 * narrow, 0.15, 0.2)
        put(0.18, eye, -0.27, 0.22 * narrow, 0.05)
        put(0.90, eye, -0.10, 0.14 * narrow, 0.07)
        put(0.08, eye, -0.10, 0.07, 0.075)
        put(0.85, side * 0.5 + k * 0.38 * straight, 0.25, 0.18, 0.14, 0.3)
    put(0.88, side * 0.75, 0.10, 0.07, 0.26, 0.12)
    put(0.45, side * 0.75, 0.33, 0.16, 0.05, 0.1)
    put(0.30, side * 0.62, 0.56, 0.28 * narrow, 0.07)
    put(0.62, side * 0.62, 0.70, 0.25 * narrow, 0.05, 0.15)
    return (numpy.clip(picture, 0, 1) * 255).astype(numpy.uint8)


def moving_and_turning(seconds):
    """It crosses the picture and turns, goes out on the right, and comes back smaller from there."""
    if seconds < 3:
        return 110 + 140 * seconds, 130 + 12 * numpy.sin(5 * seconds), 60, 0.5 * numpy.sin(2.2 * seconds)
    if seconds < 4.2:
        return None
    return 640 - 120 * (seconds - 4.2), 140, 45, -0.3 * numpy.sin(2 * seconds)


def write_clip(path, place, seconds, codecs, size=(480, 270), rate=24):
    """A film of the face with a changing tone, in the container of the name."""
    width, height = size
    ffmpeg = subprocess.Popen(
        ["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{width}x{height}", "-r", str(rate), "-i", "-",
         "-f", "lavfi", "-i", f"sine=f=330:b=4:r=48000:d={seconds}", *codecs, "-pix_fmt", "yuv420p", "-fflags", "+bitexact", str(path)],
        stdin=subprocess.PIPE)
    for number in range(round(seconds * rate)):
        ffmpeg.stdin.write(draw(width, height, place(number / rate)).tobytes())
    ffmpeg.stdin.close()
    assert ffmpeg.wait() == 0


class Eye:
    """OpenCV's cascades at full size over every picture: another program than the one under test."""

    FILES = ["haarcascades/haarcascade_frontalface_default.xml", "haarcascades/haarcascade_frontalface_alt2.xml",
             "lbpcascades/lbpcascade_frontalface.xml", "haarcascades/haarcascade_profileface.xml"]

    def __init__(self):
        self.cascades = [cv2.CascadeClassifier(CASCADES + name) for name in self.FILES]
        assert all(not cascade.empty() for cascade in self.cascades)

    def faces(self, grey):
        return [box for cascade in self.cascades for picture in (grey, cv2.flip(grey, 1))
                for box in cascade.detectMultiScale(picture, 1.1, 3, minSize=(24, 24))]

    def faces_in(self, path):
        """For every picture of a film, or the one of a still, whether there is a face."""
        still = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) if path.suffix in (".jpg", ".png", ".webp") else None
        if still is not None:
            return [bool(self.faces(still))]
        film = cv2.VideoCapture(str(path))
        seen = []
        while True:
            there, picture = film.read()
            if not there:
                return seen
            seen.append(bool(self.faces(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))))
