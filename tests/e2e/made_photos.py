"""HEIC photos of four plain quarters, turned and in wide colours as phones write them. By heif-enc, from JPEG."""

import struct
import subprocess
import tempfile
from pathlib import Path

import numpy

WIDTH, HEIGHT = 640, 320
# In reading order, as they lie in the file. All can be shown by an ordinary screen, also when the numbers mean Display P3.
QUARTERS = ((225, 120, 80), (90, 190, 110), (70, 90, 200), (200, 200, 200))
# Primaries (SMPTE EG 432-1 and BT.709) and the white point of both, D65.
P3 = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
BT709 = ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060))
D65, D50 = (0.3127, 0.3290), (0.34567, 0.35850)


def _xyz(x, y):
    return numpy.array([x / y, 1, (1 - x - y) / y])


def _to_xyz(primaries):
    """The matrix from linear colours to XYZ, white being D65."""
    columns = numpy.array([_xyz(*one) for one in primaries]).T
    return columns * numpy.linalg.solve(columns, _xyz(*D65))


def _linear(values):
    values = numpy.asarray(values) / 255
    return numpy.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def in_srgb(colour):
    """The numbers that show in sRGB what `colour` shows in Display P3; both have the same curve."""
    linear = numpy.linalg.solve(_to_xyz(BT709), _to_xyz(P3) @ _linear(colour))
    assert (linear > -0.001).all() and (linear < 1.001).all(), f"{colour} cannot be shown in sRGB"
    linear = linear.clip(0, 1)
    return tuple(numpy.round(255 * numpy.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)).astype(int))


def _fixed(values):
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def display_p3_profile():
    """A matrix profile (ICC.1:2001-04) of Display P3."""
    bradford = numpy.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
    scale = numpy.diag((bradford @ _xyz(*D50)) / (bradford @ _xyz(*D65)))
    matrix = numpy.linalg.inv(bradford) @ scale @ bradford @ _to_xyz(P3)
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed((2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045))
    tags = [(b"wtpt", b"XYZ " + bytes(4) + _fixed(_xyz(*D50)))]
    tags += [(name, b"XYZ " + bytes(4) + _fixed(matrix[:, column])) for column, name in enumerate((b"rXYZ", b"gXYZ", b"bXYZ"))]
    tags += [(name, curve) for name in (b"rTRC", b"gTRC", b"bTRC")]
    name = b"Display P3\0"
    tags.append((b"desc", b"desc" + bytes(4) + struct.pack(">I", len(name)) + name + bytes(8 + 3 + 67 + 1)))
    table, content = struct.pack(">I", len(tags)), b""
    begin = 128 + 4 + 12 * len(tags)
    for tag, body in tags:
        body += bytes(-len(body) % 4)
        table += tag + struct.pack(">II", begin + len(content), len(body))
        content += body
    header = struct.pack(">I4xI", begin + len(content), 0x02400000) + b"mntrRGB XYZ " + bytes(12) + b"acsp" + bytes(28) + _fixed((0.9642, 1, 0.8249))
    return header.ljust(128, b"\0") + table + content


def _segment(marker, body):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(path, orientation, wide):
    """Quarters as a phone's camera writes them, with a word about how it was held."""
    rows = numpy.zeros((HEIGHT, WIDTH, 3), numpy.uint8)
    for number, colour in enumerate(QUARTERS):
        top, left = number // 2 * HEIGHT // 2, number % 2 * WIDTH // 2
        rows[top:top + HEIGHT // 2, left:left + WIDTH // 2] = colour
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-i", "-",
                    "-frames:v", "1", "-q:v", "1", "-pix_fmt", "yuvj444p", path], input=rows.tobytes(), check=True)
    exif = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    extra = _segment(0xE1, exif)
    if wide:
        extra += _segment(0xE2, b"ICC_PROFILE\0\1\1" + display_p3_profile())
    data = Path(path).read_bytes()
    Path(path).write_bytes(data[:2] + extra + data[2:])


def _grown(data, box, at, more):
    """`more` inserted at `at`, and the sizes of the boxes that hold it are those of before and that much more."""
    for name in box:
        place = data.index(name) - 4
        size = int.from_bytes(data[place:place + 4], "big") + len(more)
        data = data[:place] + struct.pack(">I", size) + data[place + 4:]
    return data[:at] + more + data[at:]


def _end_of(data, box):
    place = data.index(box) - 4
    return place + int.from_bytes(data[place:place + 4], "big")


def turned(data):
    """A HEIC file of one picture with a box that says: shown turned clockwise by 90 degrees (ISO/IEC 23008-12, 6.5.10)."""
    before = len(data)
    count = data.index(b"ipma") + 4 + 4 + 4 + 2  # behind the head: the number of pictures, and the first one's id
    properties = data[count]
    data = _grown(data, (b"ipma", b"iprp", b"meta"), count + 1 + properties, bytes([0x80 | properties + 1]))
    data = data[:count] + bytes([properties + 1]) + data[count + 1:]
    data = _grown(data, (b"ipco", b"iprp", b"meta"), _end_of(data, b"ipco"), struct.pack(">I4sB", 9, b"irot", 3))
    # Where the bytes of each item lie, counted from the beginning of the file.
    place = data.index(b"iloc") + 4
    assert data[place:place + 6] == bytes([0, 0, 0, 0, 0x44, 0x40]), "another layout of places"
    for item in range(int.from_bytes(data[place + 6:place + 8], "big")):
        at = place + 8 + item * 18 + 10
        data = data[:at] + struct.pack(">I", int.from_bytes(data[at:at + 4], "big") + len(data) - before) + data[at + 4:]
    return data


def heic(path, is_turned, wide):
    """As phones write it: the word about how it was held is in the Exif part too, and must not turn the picture once more."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "photo.jpg"
        jpeg(source, 6 if is_turned else 1, wide)
        subprocess.run(["heif-enc", "-q", "95", source, "-o", path], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    if is_turned:
        Path(path).write_bytes(turned(Path(path).read_bytes()))
