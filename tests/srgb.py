"""What `rpgkit/pdf/srgb.icc` is: the profile of sRGB, made from the figures of IEC 61966-2-1 and ICC.1."""

import struct

WHITE = (0.9642, 1.0, 0.8249)
# The colours of the screen as seen under that white, and what turns daylight into it (Bradford).
RED, GREEN, BLUE = (0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410)
TO_WHITE = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def srgb_profile() -> bytes:
    """The profile's bytes."""
    xyz = {"wtpt": WHITE, "rXYZ": RED, "gXYZ": GREEN, "bXYZ": BLUE}
    tags = {"desc": _text("sRGB"), "cprt": _text("The Half of Us authors, MIT licence")}
    tags |= {name: b"XYZ \0\0\0\0" + _numbers(values) for name, values in xyz.items()}
    tags["chad"] = b"sf32\0\0\0\0" + _numbers(TO_WHITE)
    tags |= {name: b"para\0\0\0\0\0\x03\0\0" + _numbers(CURVE) for name in ("rTRC", "gTRC", "bTRC")}
    index, data = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}
    for name, tag in tags.items():
        if tag not in places:
            places[tag] = start + len(data)
            data += tag + b"\0" * (-len(tag) % 4)
        index += struct.pack(">4sII", name.encode(), places[tag], len(tag))
    return _head(start + len(data)) + index + data


def _head(size: int) -> bytes:
    date = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    kind = b"\x04\x20\0\0mntrRGB XYZ "
    return struct.pack(">I4x", size) + kind + date + b"acsp" + b"\0" * 28 + _numbers(WHITE) + b"\0" * 48


def _numbers(values: tuple[float, ...]) -> bytes:
    return struct.pack(f">{len(values)}i", *(round(value * 0x10000) for value in values))


def _text(words: str) -> bytes:
    data = words.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"GB", len(data), 28) + data
