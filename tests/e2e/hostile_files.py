"""Twenty files that mean harm, or are just broken. Each function writes one; names are those a careless upload could have."""

import os
import struct
import zipfile
import zlib
from pathlib import Path

from integrart import ffmpeg, make_video

SPARSE_BYTES = 4 << 30


def _box(kind, payload):
    return struct.pack(">I4s", 8 + len(payload), kind) + payload


def _children(data):
    at = 0
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        yield kind, data[at + 8 : at + size]
        at += size


def _with_edit_list(moov, edit_list):
    """The moov payload with `edit_list` in every track, instead of the one that was there."""
    result = b""
    for kind, payload in _children(moov):
        if kind == b"trak":
            inner = b"".join(_box(k, p) for k, p in _children(payload) if k != b"edts")
            payload = inner + _box(b"edts", _box(b"elst", edit_list))
        result += _box(kind, payload)
    return result


def endless_loop(path, good):
    """Plays its four seconds a hundred thousand times over: five days by the edit list. (ISO/IEC 14496-12, section 8.6.6.)"""
    repeats = 100_000
    entries = struct.pack(">IIHH", 4000, 0, 1, 0) * repeats
    edit_list = struct.pack(">II", 0, repeats) + entries
    out = b""
    for kind, payload in _children(good.read_bytes()):
        out += _box(kind, _with_edit_list(payload, edit_list) if kind == b"moov" else payload)
    path.write_bytes(out)


def _png_chunk(kind, payload):
    return struct.pack(">I", len(payload)) + kind + payload + struct.pack(">I", zlib.crc32(kind + payload))


def long_thin_picture(path, _good):
    header = struct.pack(">IIBBBBB", 1, 100_000_000, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + _png_chunk(b"IHDR", header) + _png_chunk(b"IDAT", zlib.compress(bytes(1000))) + _png_chunk(b"IEND", b""))


def huge_gif(path, _good):
    path.write_bytes(b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0x80, 0, 0) + bytes(6) + b"," + struct.pack("<HHHHB", 0, 0, 65535, 65535, 0) + b"\x02\x02L\x01\x00;")


def truncated(path, good):
    content = good.read_bytes()
    path.write_bytes(content[: len(content) // 3])


def garbage(path, _good):
    # Not random: the same bytes each time, with no structure.
    state, out = 12345, bytearray()
    for _ in range(65536):
        state = (1103515245 * state + 12345) & 0x7FFFFFFF
        out.append(state >> 16 & 0xFF)
    path.write_bytes(out)


def more_garbage(path, good):
    """Other bytes, so that the answer about them is not known from a file with another name."""
    garbage(path, good)
    with open(path, "ab") as file:
        file.write(b"and more")


def playlist(canary):
    return lambda path, _good: path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile://{canary}\n#EXTINF:5,\n{canary}\n#EXT-X-ENDLIST\n")


def concat_script(canary):
    return lambda path, _good: path.write_text(f"ffconcat version 1.0\nfile '{canary}'\nfile '/etc/hostname'\n")


def picture_that_links(canary):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"><image xlink:href="file://{canary}" width="9" height="9"/></svg>'
    return lambda path, _good: path.write_text(svg)


def zip_archive(path, _good):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../outside.txt", "x" * 1000)


def sparse(path, _good):
    with open(path, "wb") as file:
        file.truncate(SPARSE_BYTES)


def many_streams(path, _good):
    maps = [word for _ in range(40) for word in ("-map", "0")]
    ffmpeg("-f", "lavfi", "-i", "sine=f=300:d=1", *maps, "-c:a", "libvorbis", path)


def link_to(target):
    return lambda path, _good: path.symlink_to(target)


def files(canary):
    """(work id, kind, file name, writer): twenty of them. `canary` is a file outside the folder that nobody may open."""
    return [
        ("truncated", "video", "truncated.mp4", truncated),
        ("garbage", "video", "garbage.mp4", garbage),
        ("thin", "image", "thin.png", long_thin_picture),
        ("playlist", "video", "playlist.mp4", playlist(canary)),
        ("concat", "audio", "concat.mp4", concat_script(canary)),
        ("archive", "video", "archive.mov", zip_archive),
        ("loop", "video", "loop.mp4", endless_loop),
        ("empty", "video", "empty.mp4", lambda path, _good: path.touch()),
        ("directory", "video", "directory.mp4", lambda path, _good: path.mkdir()),
        ("dangling", "image", "dangling.jpg", link_to("nowhere.jpg")),
        ("name", "video", "new\nline \U0001F389 \u202Egnp.mp4", more_garbage),
        ("sparse", "video", "sparse.mov", sparse),
        ("svg", "image", "svg.png", picture_that_links(canary)),
        ("broken-jpeg", "image", "broken.jpg", lambda path, _good: path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40))),
        ("huge-gif", "image", "huge.gif", huge_gif),
        ("nul", "text", "nul.txt", lambda path, _good: path.write_bytes(b"one\x00two\n")),
        ("outside", "image", "outside.jpg", link_to(canary)),
        ("pipe", "video", "pipe.mp4", lambda path, _good: os.mkfifo(path)),
        ("zero", "audio", "zero.wav", link_to("/dev/zero")),
        ("streams", "audio", "streams.mkv", many_streams),
    ]


def write_all(folder, canary):
    """Writes good.mp4 and the twenty into `folder`; gives the list of `files`."""
    folder = Path(folder)
    folder.mkdir()
    good = folder / "good.mp4"
    make_video(good)
    listed = files(canary)
    for _, _, name, write in listed:
        write(folder / name, good)
    return listed
