"""The least that a Python test needs to speak TAP: cases register themselves, run() counts and reports them."""
import os
import pathlib
import sys
import tempfile
import time
import traceback

_cases = []


def case(function):
    """A test case: its name is the function's, words for underscores. It gets a fresh folder; raising is failing."""
    _cases.append(function)
    return function


class Skip(Exception):
    """Raised where a case cannot run here; says why."""


def check(condition, what):
    if not condition:
        raise AssertionError(what)


def equal(actual, expected, what=""):
    if actual != expected:
        raise AssertionError(f"{what + ': ' if what else ''}{actual!r}, but {expected!r} was expected")


def comment(text):
    for line in str(text).splitlines():
        print("#", line)


def run():
    """Runs all cases, or those whose name contains an argument of the command line, and exits."""
    words = sys.argv[1:]
    chosen = [c for c in _cases if not words or any(w in c.__name__ for w in words)]
    print(f"1..{len(chosen)}")
    failed = 0
    for number, function in enumerate(chosen, 1):
        name = function.__name__.strip("_").replace("_", " ")
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="vantrum-case-", dir=os.environ.get("TMPDIR")) as folder:
            try:
                function(pathlib.Path(folder))
                print(f"ok {number} - {name}")
            except Skip as reason:
                print(f"ok {number} - {name} # SKIP {reason}")
            except BaseException:
                failed += 1
                comment(traceback.format_exc())
                print(f"not ok {number} - {name}")
        if time.monotonic() - began > 5:
            comment(f"that took {time.monotonic() - began:.1f} s")
        sys.stdout.flush()
    sys.exit(1 if failed or not chosen else 0)
