"""The bench's judge of the glass: it knows a slide that stands a few pixels beside its place, and no other slide."""
import pathlib
import random
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/tools"))
sys.path.insert(0, str(ROOT / "tools/benches"))
import contenders
import png
import tap
import wall

PAPER, INK = (250, 247, 240), (20, 40, 60)
SHIFT = contenders.DRIFT_PX


def draw(strokes):
    """A slide as bytes of RGB: rectangles of ink as narrow as the strokes of letters."""
    rows = [bytearray(bytes(PAPER) * wall.WIDTH) for _ in range(wall.HEIGHT)]
    for x, y, width, height in strokes:
        for row in rows[y:y + height]:
            row[3 * x:3 * (x + width)] = bytes(INK) * width
    return rows


def words(seed):
    """Lines of strokes; each line is another for another seed."""
    dice = random.Random(seed)
    return [(x, y + dice.randrange(20), dice.randrange(5, 12), dice.randrange(20, 60))
            for y in range(240, 1000, 90) for x in range(100, 1800, 16) if dice.random() < 0.7]


def expected(folder, rows):
    path = folder / "slide.png"
    png.write(path, png.Picture(wall.WIDTH, wall.HEIGHT, b"".join(rows)))
    return wall.Picture(path)


def glass(rows, right=0, down=0):
    """What Xvfb has in memory when a slide stands beside its place; the edge is repeated."""
    line, out = 4 * wall.WIDTH, bytearray()
    for y in range(wall.HEIGHT):
        rgb = rows[min(max(y - down, 0), wall.HEIGHT - 1)]
        row = bytearray(line)
        row[0::4], row[1::4], row[2::4] = rgb[2::3], rgb[1::3], rgb[0::3]
        if right > 0:
            row = row[:4] * right + row[:-4 * right]
        elif right < 0:
            row = row[-4 * right:] + row[-4:] * -right
        out += row
    return wall.Glass(bytes(out), 0, line)


@tap.case
def a_slide_is_known_in_its_place(folder):
    rows = draw(words(1))
    picture = expected(folder, rows)
    tap.check(glass(rows).shows(picture), "in its place")
    tap.check(glass(rows).shows_within(picture, SHIFT), "in its place, where it may be shifted")


@tap.case
def a_slide_is_known_wherever_the_shift_may_put_it(folder):
    rows = draw(words(1))
    picture = expected(folder, rows)
    for right, down in ((SHIFT, SHIFT), (-SHIFT, -SHIFT), (SHIFT, -SHIFT), (0, 1), (-1, 0), (2, -3)):
        eyes = glass(rows, right, down)
        tap.check(eyes.shows_within(picture, SHIFT), f"shifted by {right}, {down}")
        tap.check(not eyes.shows(picture), f"shifted by {right}, {down}, and who may not be is known all the same")


@tap.case
def farther_than_the_shift_goes_it_is_not_known(folder):
    rows = draw(words(1))
    picture = expected(folder, rows)
    for right, down in ((SHIFT + 1, 0), (0, -SHIFT - 1), (SHIFT + 1, SHIFT + 1)):
        tap.check(not glass(rows, right, down).shows_within(picture, SHIFT), f"shifted by {right}, {down}")


@tap.case
def another_slide_is_not_known_anywhere(folder):
    picture = expected(folder, draw(words(1)))
    for right, down in ((0, 0), (1, -1), (SHIFT, SHIFT)):
        for strokes in (words(2), [], words(1)[:-90]):  # other words, none, the last line missing
            tap.check(not glass(draw(strokes), right, down).shows_within(picture, SHIFT), f"{len(strokes)} strokes")


@tap.case
def a_word_that_is_another_is_missed_beside_its_place(folder):
    strokes = words(1)
    picture = expected(folder, draw(strokes))
    other = [(x, y, width, height) for x, y, width, height in strokes if not (y > 900 and x > 1600)]
    tap.check(len(strokes) - len(other) < 15, "no more than a word")
    tap.check(not glass(draw(other), 2, 1).shows_within(picture, SHIFT), "a word is gone")


@tap.case
def half_a_fade_is_no_slide(folder):
    rows, before = draw(words(1)), draw(words(2))
    picture = expected(folder, rows)
    mixed = [bytes((a + b) // 2 for a, b in zip(old, new)) for old, new in zip(before, rows)]
    tap.check(not glass(mixed, 1, 0).shows_within(picture, SHIFT), "in the middle of a fade")


if __name__ == "__main__":
    tap.run()
