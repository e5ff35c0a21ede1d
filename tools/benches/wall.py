"""A wall to look at: Xvfb with its picture in a file, so that every contender is judged by the same eyes."""
import collections
import mmap
import os
import pathlib
import struct
import sys
import tempfile
import time

import processes

sys.path.insert(0, str(processes.ROOT / "tests/tools"))
import png

WIDTH, HEIGHT = 1920, 1080
BAND = 200       # pixels at the top that are not looked at: there is a clock
GRID = 12        # pixels between the points that are looked at
POINTS = 400     # of a picture
TOLERANCE = 6    # of 255 a channel: rounding of colour, no more
ENOUGH = 0.99    # of the points


class Picture:
    """Points of an expected picture, most of them where there is ink."""

    def __init__(self, path):
        whole = png.read(path)
        if (whole.width, whole.height) != (WIDTH, HEIGHT):
            raise ValueError(f"{path} is {whole.width}×{whole.height}")
        points = [(x, y, whole.pixel(x, y)) for y in range(BAND, HEIGHT, GRID) for x in range(0, WIDTH, GRID)]
        paper = collections.Counter(p[2] for p in points).most_common(1)[0][0]
        ink = [p for p in points if max(abs(a - b) for a, b in zip(p[2], paper)) > 40]
        rest = [p for p in points if p[2] == paper]
        self.points = spread(ink, POINTS * 3 // 4) + spread(rest, POINTS // 4)


def spread(points, count):
    """At most count of them, from all over; in an order that soon meets a difference."""
    step = max(1, len(points) // count)
    return points[::step][:count]


class Glass:
    """Pixels to be looked at: start is the first one's byte, line the bytes of a row; blue, green, red, nothing."""

    def __init__(self, pixels, start, line):
        self.glass, self.start, self.line = pixels, start, line

    def shows(self, picture):
        """Whether the glass shows the picture in its place; ends early when it does not."""
        return self.shows_at(picture, 0, 0, len(picture.points) * (1 - ENOUGH))

    def shows_within(self, picture, shift):
        """Whether the glass shows the picture, in its place or up to so many pixels beside it. The many places are not
        to make another slide any likelier: away from its own place not one point may differ."""
        return self.shows(picture) or any(
            self.shows_at(picture, x, y, 0)
            for x in range(-shift, shift + 1) for y in range(-shift, shift + 1) if x or y)

    def shows_at(self, picture, right, down, allowed):
        misses, glass, line = 0, self.glass, self.line
        start = self.start + down * line + right * 4
        for x, y, (red, green, blue) in picture.points:
            if not (0 <= x + right < WIDTH and 0 <= y + down < HEIGHT):
                continue
            at = start + y * line + x * 4
            if (abs(glass[at] - blue) > TOLERANCE or abs(glass[at + 1] - green) > TOLERANCE
                    or abs(glass[at + 2] - red) > TOLERANCE):
                misses += 1
                if misses > allowed:
                    return False
        return True


class Wall(Glass):
    def __init__(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        reader, writer = os.pipe()
        self.log = open(folder / "xvfb.log", "wb")
        self.server = processes.start(
            ["Xvfb", "-displayfd", writer, "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", folder, "-nolisten", "tcp",
             "-noreset"], pass_fds=[writer], stderr=self.log)
        os.close(writer)
        with os.fdopen(reader) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError("Xvfb does not start: " + (folder / "xvfb.log").read_text())
        self.display = f":{number}"
        self.file = open(folder / "Xvfb_screen0", "rb")
        glass = mmap.mmap(self.file.fileno(), 0, access=mmap.ACCESS_READ)
        # The header of an X window dump: 25 big-endian numbers, of which 0 is its size, 12 the bytes a line, 19 the
        # colours that follow, 12 bytes each.
        header = struct.unpack(">25I", glass[:100])
        super().__init__(glass, header[0] + header[19] * 12, header[12])

    def environment(self, **more):
        kept = {name: value for name, value in os.environ.items() if name in ("HOME", "PATH", "LANG", "TMPDIR")}
        return {**kept, "DISPLAY": self.display, **more}

    def save(self, path):
        """The glass as a PNG, to be looked at when something was not recognised."""
        rows = bytearray()
        for y in range(HEIGHT):
            row = self.glass[self.start + y * self.line:self.start + y * self.line + WIDTH * 4]
            rgb = bytearray(WIDTH * 3)
            rgb[0::3], rgb[1::3], rgb[2::3] = row[2::4], row[1::4], row[0::4]
            rows += rgb
        png.write(path, png.Picture(WIDTH, HEIGHT, bytes(rows)))

    def wait_for(self, picture, seconds):
        """The moment at which the picture was complete, by time.monotonic()."""
        end = time.monotonic() + seconds
        while True:
            now = time.monotonic()
            if self.shows(picture):
                return now
            if now > end:
                seen = pathlib.Path(tempfile.gettempdir()) / "vantrum-bench-glass.png"
                self.save(seen)
                raise TimeoutError(f"the picture did not come; what is on the glass is in {seen}")
            time.sleep(0.0005)

    def close(self):
        processes.stop(self.server)
        self.glass.close()
        self.file.close()
        self.log.close()
