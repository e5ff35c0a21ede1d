"""Every kind of slide against its reference picture. What differs is drawn into the build's folder "differences";
tools/pictures accepts new references."""
import atexit
import pathlib
import shutil
import sys
import tempfile

sys.path[:0] = [str(pathlib.Path(__file__).parents[1] / "tools"), str(pathlib.Path(__file__).parent)]
import tap

import cases
import draw

home = pathlib.Path(tempfile.mkdtemp(prefix="vantrum-pictures-"))
atexit.register(shutil.rmtree, home, ignore_errors=True)
painter = draw.Painter(home)


def add(case):
    def test(_):
        reference = draw.REFERENCES / f"{case.name}.png"
        tap.check(reference.exists(), f"there is no {reference.name}: look at the picture, then tools/pictures accept")
        count = draw.compare(painter.draw(case), reference, case.name)
        tap.check(count <= draw.DIFFERENT_AT_MOST, f"{count} pixels differ, see {draw.DIFFERENCES / case.name}.png")

    test.__name__ = case.name.replace("-", "_").replace("/", "_")
    tap.case(test)


# With the word "all" every kind in every language, theme and direction; else the large pictures, and the test of the test.
MATRIX = sys.argv[1:] == ["all"]
for one in cases.CASES:
    if one.name.startswith("all/") == MATRIX:
        add(one)


def a_deliberately_wrong_reference_is_noticed(_):
    """It is the first reference with one small square painted over."""
    name = "deliberately-wrong"
    (draw.DIFFERENCES / f"{name}.png").unlink(missing_ok=True)
    count = draw.compare(painter.draw(cases.CASES[0]), draw.REFERENCES / f"{name}.png", name)
    tap.check(count > draw.DIFFERENT_AT_MOST, f"only {count} pixels differ")
    tap.check((draw.DIFFERENCES / f"{name}.png").exists(), "no picture of the difference")
    (draw.DIFFERENCES / f"{name}.png").unlink()


def no_reference_is_left_over(_):
    names = {str(path.relative_to(draw.REFERENCES).with_suffix("")) for path in draw.REFERENCES.rglob("*.png")}
    tap.equal(names, {case.name for case in cases.CASES} | {"deliberately-wrong"})


if not MATRIX:
    tap.case(a_deliberately_wrong_reference_is_noticed)
    tap.case(no_reference_is_left_over)

if __name__ == "__main__":
    tap.run()
