"""Animated pictures made byte by byte, so that their delays are known. A picture is a list of rows of (red, green, blue, alpha)."""

import struct
import subprocess
import zlib
from pathlib import Path

BLACK, WHITE, RED, GREY, CLEAR = (0, 0, 0, 255), (255, 255, 255, 255), (255, 0, 0, 255), (128, 128, 128, 255), (0, 0, 0, 0)
PALETTE = [BLACK, WHITE, RED, GREY]
NOTHING = 7  # number of the transparent colour in the palette of a GIF


def plain(colour, width=32, height=32):
    return [[colour] * width for _ in range(height)]


def stripes(pairs, width=96, height=96, inverted=False):
    def colour(x):
        return (BLACK, WHITE)[(x * 2 * pairs // width + inverted) % 2]
    return [[colour(x) for x in range(width)] for _ in range(height)]


def lzw(indices):
    """LZW of GIF with codes of 4 bits that never grow: the table is cleared before it would."""
    codes, since = [8], 0
    for index in indices:
        if since == 5:
            codes.append(8)
            since = 0
        codes.append(index)
        since += 1
    codes.append(9)
    if len(codes) % 2:
        codes.append(0)
    data = bytes(codes[i] | codes[i + 1] << 4 for i in range(0, len(codes), 2))
    blocks = b"".join(bytes([len(data[i:i + 255])]) + data[i:i + 255] for i in range(0, len(data), 255))
    return b"\x03" + blocks + b"\0"


def gif(pictures, delays, disposal=1):
    """`delays` in hundredths of a second. The first picture has the size of the screen; all lie at its left top."""
    height, width = len(pictures[0]), len(pictures[0][0])
    colours = b"".join(bytes(colour[:3]) for colour in PALETTE) + bytes(3 * 4)
    out = b"GIF89a" + struct.pack("<HHBBB", width, height, 0xF2, 0, 0) + colours + b"\x21\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0"
    for picture, delay in zip(pictures, delays):
        height, width = len(picture), len(picture[0])
        clear = any(pixel[3] == 0 for row in picture for pixel in row)
        out += b"\x21\xF9\x04" + struct.pack("<BHB", disposal << 2 | clear, delay, NOTHING) + b"\0"
        out += b"\x2C" + struct.pack("<HHHHB", 0, 0, width, height, 0)
        out += lzw([NOTHING if pixel[3] == 0 else PALETTE.index(pixel) for row in picture for pixel in row])
    return out + b"\x3B"


def png_chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_pixels(picture):
    return zlib.compress(b"".join(b"\0" + b"".join(bytes(pixel) for pixel in row) for row in picture))


def apng(pictures, delays, disposal=0, blend=0, hidden_default=False):
    """`delays` as (numerator, denominator) of a second. `hidden_default`: the ordinary picture is no part of the animation."""
    height, width = len(pictures[0]), len(pictures[0][0])
    out = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    out += png_chunk(b"acTL", struct.pack(">II", len(pictures), 0))
    if hidden_default:
        out += png_chunk(b"IDAT", png_pixels(plain(GREY, width, height)))
    sequence = 0
    for number, (picture, (numerator, denominator)) in enumerate(zip(pictures, delays)):
        size = (len(picture[0]), len(picture))
        out += png_chunk(b"fcTL", struct.pack(">IIIIIHHBB", sequence, *size, 0, 0, numerator, denominator, disposal, blend))
        sequence += 1
        if number == 0 and not hidden_default:
            out += png_chunk(b"IDAT", png_pixels(picture))
        else:
            out += png_chunk(b"fdAT", struct.pack(">I", sequence) + png_pixels(picture))
            sequence += 1
    return out + png_chunk(b"IEND", b"")


def webp(folder, pictures, delays):
    """`delays` in milliseconds. Encoded by ffmpeg from an APNG of as many pictures, the delays set afterwards."""
    source, target = Path(folder) / "source.png", Path(folder) / "target.webp"
    source.write_bytes(apng(pictures, [(1, 10)] * len(pictures)))
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "apng", "-i", source, "-c:v", "libwebp_anim", "-lossless", "1", "-loop", "0",
                    "-pix_fmt", "bgra", target], check=True)
    data = bytearray(target.read_bytes())
    at, number = 12, 0
    while at + 8 <= len(data):
        length = struct.unpack("<I", data[at + 4:at + 8])[0]
        if data[at:at + 4] == b"ANMF":
            data[at + 20:at + 23] = struct.pack("<I", delays[number])[:3]
            number += 1
        at += 8 + length + length % 2
    assert number == len(pictures), f"{number} of {len(pictures)} pictures in the WebP"
    return bytes(data)
