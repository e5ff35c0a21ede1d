"""Just enough of PNG for test pictures: 8-bit RGB and RGBA, not interlaced."""
import struct
import zlib


class Picture:
    """Opaque pixels as bytes: width × height × RGB."""

    def __init__(self, width, height, data):
        self.width, self.height, self.data = width, height, data

    def pixel(self, x, y):
        at = 3 * (y * self.width + x)
        return tuple(self.data[at:at + 3])

    def colours(self):
        return len({self.data[i:i + 3] for i in range(0, len(self.data), 3)})


def read(path):
    data = path.read_bytes()
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError(f"{path} is no PNG file")
    at, packed, head = 8, b"", None
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        if kind == b"IHDR":
            head = struct.unpack(">IIBBBBB", body)
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    width, height, depth, colour, _, _, interlaced = head
    if depth != 8 or colour not in (2, 6) or interlaced:
        raise ValueError(f"{path}: a kind of PNG that is not read here")
    return Picture(width, height, opaque(unfilter(zlib.decompress(packed), width, height, 3 if colour == 2 else 4),
                                         colour))


def opaque(data, colour):
    if colour == 2:
        return data
    out = bytearray(len(data) // 4 * 3)
    for channel in range(3):
        out[channel::3] = data[channel::4]
    return bytes(out)


def unfilter(raw, width, height, step):
    size = width * step
    out, previous = bytearray(), bytearray(size)
    for y in range(height):
        kind, row = raw[y * (size + 1)], bytearray(raw[y * (size + 1) + 1:(y + 1) * (size + 1)])
        if kind == 1:
            for i in range(step, size):
                row[i] = (row[i] + row[i - step]) & 255
        elif kind == 2:
            row = bytearray((a + b) & 255 for a, b in zip(row, previous))
        elif kind == 3:
            for i in range(size):
                row[i] = (row[i] + (((row[i - step] if i >= step else 0) + previous[i]) >> 1)) & 255
        elif kind == 4:
            paeth_row(row, previous, step)
        out += row
        previous = row
    return bytes(out)


def paeth_row(row, previous, step):
    for i in range(len(row)):
        left, up, corner = (row[i - step], previous[i], previous[i - step]) if i >= step else (0, previous[i], 0)
        a, b, c = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
        row[i] = (row[i] + (left if a <= b and a <= c else up if b <= c else corner)) & 255


def write(path, picture):
    size = 3 * picture.width
    rows = b"".join(b"\0" + picture.data[y * size:(y + 1) * size] for y in range(picture.height))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", picture.width, picture.height, 8, 2, 0, 0, 0)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9))
                     + chunk(b"IEND", b""))


def compare(actual, expected, threshold=24):
    """(number of pixels that differ by more than threshold in some channel, a picture of the differences). Sizes that
    differ make every pixel differ. The difference picture is the expected one, pale, with what differs in magenta."""
    if (actual.width, actual.height) != (expected.width, expected.height):
        return max(actual.width * actual.height, expected.width * expected.height), actual
    if actual.data == expected.data:
        return 0, None
    shown = bytearray((510 + b) // 3 for b in expected.data)
    count = 0
    a, b, row = actual.data, expected.data, 3 * actual.width
    for start in range(0, len(a), row):
        if a[start:start + row] == b[start:start + row]:
            continue
        for i in range(start, start + row, 3):
            if (abs(a[i] - b[i]) > threshold or abs(a[i + 1] - b[i + 1]) > threshold
                    or abs(a[i + 2] - b[i + 2]) > threshold):
                count += 1
                shown[i:i + 3] = b"\xff\x00\xa0"
    return count, Picture(actual.width, actual.height, bytes(shown))
