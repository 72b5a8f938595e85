"""Small ONNX models: one whose scores are the means of channels of the picture, from 0 to 1, and one with the
outputs of YuNet that takes what is bright for a face."""

import hashlib
import json
import math
import struct


def _varint(value):
    value &= (1 << 64) - 1  # of what is negative, two's complement
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _number(field, value):
    return _varint(field << 3) + _varint(value)


def _bytes(field, value):
    data = value.encode() if isinstance(value, str) else value
    return _varint(field << 3 | 2) + _varint(len(data)) + data


def _node(kind, inputs, output, attributes=b""):
    return _bytes(1, b"".join(_bytes(1, name) for name in inputs) + _bytes(2, output) + _bytes(4, kind) + attributes)


def _tensor(name, shape, values):
    return _bytes(5, b"".join(_number(1, size) for size in shape) + _number(2, 1) + _bytes(8, name)
                  + _bytes(9, struct.pack(f"<{len(values)}f", *values)))


def _port(field, name, shape):
    dimensions = b"".join(_bytes(1, _number(1, size)) for size in shape)
    return _bytes(field, _bytes(1, name) + _bytes(2, _bytes(1, _number(1, 1) + _bytes(2, dimensions))))


def onnx(side=16, bias=(0.0, 0.0)):
    """Numbers: the mean of R, the mean of B."""
    kernel = _bytes(5, _bytes(1, "kernel_shape") + _number(8, 1) + _number(8, 1) + _number(20, 7))
    graph = (_node("Conv", ["picture", "weights", "bias"], "mixed", kernel)
             + _node("GlobalAveragePool", ["mixed"], "means") + _node("Flatten", ["means"], "scores") + _bytes(2, "tiny")
             + _tensor("weights", (2, 3, 1, 1), (1, 0, 0, 0, 0, 1)) + _tensor("bias", (2,), bias)
             + _port(11, "picture", (1, 3, side, side)) + _port(12, "scores", (1, 2)))
    return _number(1, 6) + _bytes(7, graph) + _bytes(8, _number(2, 11))


def _attribute(name, *values, whole=False):
    """An attribute of a node: a list of whole numbers, or one of them."""
    numbers = b"".join(_number(8, value) for value in values) if not whole else _number(3, values[0])
    return _bytes(5, _bytes(1, name) + numbers + _number(20, 2 if whole else 7))


def _shape(name, sizes):
    return _bytes(5, _number(1, len(sizes)) + _number(2, 7) + _bytes(8, name) + _bytes(9, struct.pack(f"<{len(sizes)}q", *sizes)))


# Cell sizes of YuNet of March 2022, how many boxes it looks for in each cell, and the smallest of them (face_detect.cpp of OpenCV 4.6).
YUNET_LEVELS = ((8, 3, 10), (16, 2, 32), (32, 2, 64), (64, 3, 128))
YUNET_FACE = 128  # pixels of the square that the model below puts around every bright cell
YUNET_SCORE = 0.9  # at most


def yunet(width=320, height=320, numbers_of_a_box=14):
    """A model with the outputs of YuNet of March 2022. Each cell of 32 pixels that is as good as white is the middle of a face of
    128 x 128 pixels; all other cells see nothing."""
    nodes, tensors, joined = b"", b"", {"loc": [], "conf": [], "iou": []}
    for cell, boxes, smallest in YUNET_LEVELS:
        sees = cell == 32
        nodes += _node("AveragePool", ["input"], f"mean{cell}", _attribute("kernel_shape", cell, cell) + _attribute("strides", cell, cell))
        stretch = math.log(YUNET_FACE / smallest)
        box = [0.0, 0.0, stretch / 0.1, stretch / 0.2, *[0.0] * (numbers_of_a_box - 4)]  # the variances of its box decoder
        bright = [0.2 / 3] * 3  # a sigmoid of 0.2 (mean - 240)
        heads = {"loc": (box * boxes, [0.0] * 3), "conf": ([-99.0, -48.0 if sees else -99.0] * boxes, bright if sees else [0.0] * 3),
                 "iou": ([YUNET_SCORE ** 2] * boxes, [0.0] * 3)}
        for head, (bias, channel) in heads.items():
            of = len(bias) // boxes
            weights = [weight for index in range(len(bias)) for weight in (channel if head != "conf" or index % 2 == 1 else [0.0] * 3)]
            # Only the smaller of the two boxes of a cell sees: the other would be larger.
            if head == "conf" and sees:
                bias[3], weights[9:12] = -99.0, [0.0] * 3
            name = f"{head}{cell}"
            tensors += _tensor(f"{name}_weights", (len(bias), 3, 1, 1), weights) + _tensor(f"{name}_bias", (len(bias),), bias)
            tensors += _shape(f"{name}_rows", (1, -1, of))
            nodes += _node("Conv", [f"mean{cell}", f"{name}_weights", f"{name}_bias"], f"{name}_map", _attribute("kernel_shape", 1, 1))
            nodes += _node("Transpose", [f"{name}_map"], f"{name}_turned", _attribute("perm", 0, 2, 3, 1))
            nodes += _node("Reshape", [f"{name}_turned", f"{name}_rows"], f"{name}_list")
            joined[head].append(f"{name}_list")
    nodes += _node("Concat", joined["loc"], "loc", _attribute("axis", 1, whole=True))
    nodes += _node("Concat", joined["conf"], "scores", _attribute("axis", 1, whole=True)) + _node("Sigmoid", ["scores"], "conf")
    nodes += _node("Concat", joined["iou"], "iou", _attribute("axis", 1, whole=True))
    count = sum((width // cell) * (height // cell) * boxes for cell, boxes, _ in YUNET_LEVELS)
    graph = (nodes + _bytes(2, "bright") + tensors + _port(11, "input", (1, 3, height, width))
             + _port(12, "loc", (1, count, numbers_of_a_box)) + _port(12, "conf", (1, count, 2)) + _port(12, "iou", (1, count, 1)))
    return _number(1, 6) + _bytes(7, graph) + _bytes(8, _number(2, 11))


def write_model(folder, name="tiny", data=None, side=16, **changes):
    """Writes a model and its manifest, which finds "red"; the manifest's path."""
    data = onnx(side) if data is None else data
    (folder / f"{name}.onnx").write_bytes(data)
    manifest = {
        "schema": "model/1", "id": name, "version": "3", "task": "image_class", "file": f"{name}.onnx",
        "sha256": hashlib.sha256(data).hexdigest(), "licence": "CC0-1.0", "threshold": 0.25,
        "limits": {"bytes": 1_000_000, "not_for": {"en": "Anything but <red> & blue.", "nb": "Alt annet enn rødt og blått."}},
        "input": {"width": side, "height": side, "scale": 1 / 255}, "output": "none",
        "labels": [{"label": "red", "finding": "red_thing", "threshold": 0.5, "severity": "medium"}, {"label": "blue"}],
    } | changes
    manifest = {key: value for key, value in manifest.items() if value is not None}
    path = folder / f"{name}.model.json"
    path.write_text(json.dumps(manifest), encoding="utf-8")
    return path
