"""An ONNX model of a few hundred bytes: each score is the mean of one channel of the picture, from 0 to 1."""

import hashlib
import json
import struct


def _varint(value):
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
    path = folder / f"{name}.model.json"
    path.write_text(json.dumps(manifest), encoding="utf-8")
    return path
