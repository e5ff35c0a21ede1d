"""Runs builds, checks and tests side by side and counts single cases. Called by tools/test.

Every job belongs to one of two kinds: TAP (its plan and its "ok" lines are counted; cmocka programs speak it too) and
plain (its exit code is one case). A crash, a timeout, a missing plan or a failed build is a failure of its own.
"""
import argparse
import fnmatch
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORES = max(2, os.cpu_count() or 2)
# Jobs that wait for clocks and sockets and compute next to nothing: so many run beside those that keep the cores busy.
WAITING_AT_ONCE = 2 * CORES
# Rooms whose code meets more than one thread: their tests run under ThreadSanitizer as well. Not those that kill
# processes: slowed down, they would not get far enough to be worth killing.
THREADED = re.compile(r"^(base|cache|fetch|feed|app|hub)_(?!(.*_)?kill$)")
FUZZ_SECONDS = 10
BUILD_COST = 1000  # more than that of any test: all wait for a build


class Job:
    """cores: how many it keeps busy; waits: hardly any. cost: about how many seconds it takes, where those are many."""

    def __init__(self, name, command, *, tap=False, after=(), cores=1.0, waits=False, cost=0, timeout=300, env=None,
                 skip_code=None):
        self.name, self.command, self.tap, self.after = name, command, tap, list(after)
        self.cores, self.waits, self.cost = cores, waits, cost
        self.timeout, self.env, self.skip_code = timeout, env or {}, skip_code
        self.passed, self.failed, self.skipped, self.reason = 0, 0, 0, ""
        self.seconds, self.output, self.process = 0.0, "", None

    def good(self):
        return self.failed == 0


def fixed_addresses():
    """The sanitizers of Debian 12 clash with kernels that spread addresses widely; a fixed layout avoids that."""
    command = ["setarch", "-R"]
    if shutil.which("setarch") and subprocess.run(command + ["true"], capture_output=True).returncode == 0:
        return command
    return []


def sanitizer_env():
    leaks = ROOT / "tests/tools/leaks.supp"
    races = ROOT / "tests/tools/races.supp"
    return {
        "ASAN_OPTIONS": "detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1",
        "LSAN_OPTIONS": f"print_suppressions=0:suppressions={leaks}",
        "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1",
        "TSAN_OPTIONS": f"halt_on_error=1:second_deadlock_stack=1:suppressions={races}",
        "CMOCKA_MESSAGE_OUTPUT": "TAP",
        "LC_ALL": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",
    }


def read_tap(job, text, code):
    """Counts the cases; several plans in one output (cmocka groups) add up."""
    planned, seen = 0, 0
    has_plan = False
    for line in text.splitlines():
        plan = re.match(r"1\.\.(\d+)", line)
        case = re.match(r"(not )?ok\b(.*)", line)
        if plan:
            has_plan, planned = True, planned + int(plan[1])
        elif case:
            seen += 1
            if re.search(r"#\s*skip", case[2], re.I):
                job.skipped += 1
            elif case[1]:
                job.failed += 1
            else:
                job.passed += 1
        elif line.startswith("Bail out!"):
            job.failed += 1
            job.reason = line
    if not has_plan:
        job.failed, job.reason = job.failed + 1, job.reason or "no TAP plan"
    elif seen != planned:
        job.failed, job.reason = job.failed + 1, f"{planned} cases planned, {seen} seen"
    elif code != 0 and job.failed == 0:
        job.failed, job.reason = 1, f"ended with {describe(code)} though every case passed"


def describe(code):
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def run_process(job, folder):
    """Runs one command in its own process group, with its own temporary folder; returns (code or None, out, err)."""
    place = pathlib.Path(folder) / re.sub(r"[^\w.-]", "_", job.name)
    (place / "tmp").mkdir(parents=True)
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "NOTIFY_SOCKET")}
    env.update(sanitizer_env() | {"TMPDIR": str(place / "tmp"), "XDG_RUNTIME_DIR": str(place / "tmp")} | job.env)
    with open(place / "out", "wb") as out, open(place / "err", "wb") as err:
        job.process = subprocess.Popen(job.command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                                       start_new_session=True)
        try:
            code = job.process.wait(job.timeout)
        except subprocess.TimeoutExpired:
            code = None
        end(job)  # also what the test forgot
        job.process.wait()
    texts = [(place / n).read_text(errors="replace") for n in ("out", "err")]
    shutil.rmtree(place, ignore_errors=True)
    return code, *texts


def end(job):
    try:
        os.killpg(job.process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def run_job(job, folder):
    began = time.monotonic()
    try:
        code, out, err = run_process(job, folder)
    except OSError as error:
        job.failed, job.reason = 1, str(error)
        return
    job.seconds = time.monotonic() - began
    job.output = out + err
    if job.tap:
        read_tap(job, out, 0 if code is None else code)
    elif code == 0:
        job.passed = 1
    elif code is not None and code == job.skip_code:
        job.skipped = 1
    elif code is not None:
        job.failed, job.reason = 1, describe(code)
    if code is None:
        job.failed, job.reason = job.failed + 1, f"not done after {job.timeout} s"


class Suite:
    def __init__(self, jobs, out=sys.stdout):
        # The longest first, so that none is left over when all others are done.
        self.waiting, self.running, self.done = sorted(jobs, key=lambda job: -job.cost), [], {}
        self.out, self.changed = out, threading.Condition()

    def has_room(self, job):
        if job.waits:
            return sum(j.waits for j in self.running) < WAITING_AT_ONCE
        used = sum(j.cores for j in self.running if not j.waits)
        return used == 0 or used + job.cores <= CORES

    def run(self):
        with tempfile.TemporaryDirectory(prefix="vantrum-test-") as folder, self.changed:
            while self.waiting or self.running:
                ready = next((j for j in self.waiting if all(a in self.done for a in j.after) and self.has_room(j)),
                             None)
                if ready is None:
                    self.changed.wait()
                    continue
                self.waiting.remove(ready)
                broken = next((a for a in ready.after if not self.done[a].good()), None)
                if broken:
                    ready.failed, ready.reason = 1, f"{broken} failed"
                    self.done[ready.name] = ready
                    continue
                self.running.append(ready)
                threading.Thread(target=self.work, args=(ready, folder)).start()

    def work(self, job, folder):
        run_job(job, folder)
        with self.changed:
            self.running.remove(job)
            self.finish(job)
            self.changed.notify()

    def finish(self, job):
        self.done[job.name] = job
        counts = f"{job.passed} passed" + (f", {job.skipped} skipped" if job.skipped else "")
        if job.good():
            print(f"ok    {job.name}: {counts} ({job.seconds:.1f} s)", file=self.out, flush=True)
            return
        print(f"FAILED {job.name}: {counts}, {job.failed} failed{': ' + job.reason if job.reason else ''} "
              f"({job.seconds:.1f} s)", file=self.out)
        told = [line for line in job.output.splitlines() if not re.match(r"\[\d+/\d+\] ", line)]
        for line in told[-100:]:
            print("    " + line[:400], file=self.out)
        self.out.flush()

    def total(self):
        return sum(j.passed for j in self.done.values()), sum(j.failed for j in self.done.values())


# --- what there is to run ---


def configure(preset):
    done = subprocess.run(["cmake", "--preset", preset], cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        print(done.stdout[-4000:] + done.stderr[-4000:])
        sys.exit(f"cmake --preset {preset} failed")


def cmake_words(text):
    """The words of a CMake call: bracketed, quoted or bare."""
    for match in re.finditer(r'\[(=*)\[(.*?)\]\1\]|"((?:\\.|[^"\\])*)"|([^\s()"]+)', text, re.S):
        if match[3] is not None:
            yield re.sub(r"\\(.)", r"\1", match[3])
        else:
            yield match[2] if match[2] is not None else match[4]


def ctest_list(preset):
    """What CTest was told of a build: (name, command, properties). Read from its own files, since `ctest --show-only`
    leaves out the commands of programs that are not built yet."""
    tests = {}
    for path in sorted((ROOT / "build" / preset / "tests").glob("*/CTestTestfile.cmake")):
        for call in re.finditer(r"^(add_test|set_tests_properties)\((.*)\)$", path.read_text(), re.M):
            name, *words = cmake_words(call[2])
            if call[1] == "add_test":
                tests[name] = (words, {})
            else:
                tests[name][1].update(zip(words[1::2], words[2::2]))
    for name, (command, properties) in tests.items():
        yield name, command, properties


def test_jobs(preset, prefix, choose):
    layout = fixed_addresses()
    for name, command, properties in ctest_list(preset):
        labels = properties.get("LABELS", "").split(";")
        if choose(name, labels):
            # A script that says by its exit code that it was skipped speaks no TAP.
            skip = properties.get("SKIP_RETURN_CODE")
            yield Job(prefix + name, layout + command, tap=skip is None, skip_code=skip and int(skip),
                      after=[f"build-{preset}"], waits="waits" in labels, cores=0.5 if "browser" in labels else 1,
                      cost=float(properties.get("COST", 0)),
                      env=dict(pair.split("=", 1) for pair in properties.get("ENVIRONMENT", "").split(";") if pair),
                      timeout=int(properties.get("TIMEOUT", 120)))


def build_job(preset, *targets):
    command = ["cmake", "--build", "--preset", preset, "-j", str(CORES), "--"]
    return Job(f"build-{preset}", command + ["-k", "0", *targets], cores=CORES if preset == "test" else CORES - 0.5,
               cost=BUILD_COST, timeout=900)


def build_target(job):
    """The Ninja target of a test's program; scripts use the programs themselves."""
    program = next((pathlib.Path(c).name for c in job.command if pathlib.Path(c).name.startswith("test_")), "")
    return [program] if program and not program.endswith(".py") else ["vantrum", "vantrum-hub", "vantrumctl", "draw_plain"]


def check_jobs(quick):
    check = str(ROOT / "tools/check")
    yield Job("check-layers", [f"{check}/layers"])
    yield Job("check-headers-gcc", [f"{check}/headers", "gcc"])
    yield Job("check-headers-clang", [f"{check}/headers", "clang"])
    yield Job("check-format", [f"{check}/format"], skip_code=77)
    yield Job("check-checks", [sys.executable, str(ROOT / "tests/tools/test_checks.py")], tap=True)
    yield Job("check-wall", [sys.executable, str(ROOT / "tests/tools/test_wall.py")], tap=True)
    yield Job("check-suite", [sys.executable, str(ROOT / "tests/tools/test_suite.py")], tap=True)
    if not quick:
        yield Job("check-cppcheck", [f"{check}/cppcheck"], skip_code=77)
        yield Job("check-tidy", [f"{check}/tidy", "build/clang"], after=["build-clang"], cores=CORES - 0.5,
                  cost=110, timeout=400, skip_code=77)


def fuzz_jobs():
    for source in sorted((ROOT / "tests/fuzz").glob("fuzz_*.c")):
        name = source.stem.removeprefix("fuzz_")
        yield Job(f"fuzz-{name}", [str(ROOT / "tools/fuzz"), name, str(FUZZ_SECONDS)], after=["build-fuzz"],
                  timeout=FUZZ_SECONDS + 120)


def all_jobs(quick):
    """Builds come with the jobs that need them, see select."""
    configure("test")
    jobs = list(check_jobs(quick)) + list(test_jobs("test", "", lambda name, labels: True))
    if not quick:
        configure("tsan")
        jobs += test_jobs("tsan", "tsan-", lambda name, labels: THREADED.match(name) or "threads" in labels)
        jobs.append(Job("e2e_run", [sys.executable, str(ROOT / "tests/e2e/test_run.py")], tap=True,
                        after=["build-release"], waits=True))
        # Three hundred pictures: ten times as fast without sanitizers.
        jobs.append(Job("pictures_all", [sys.executable, str(ROOT / "tests/pictures/test_pictures.py"), "all"], tap=True,
                        after=["build-release"], env={"VANTRUM": str(ROOT / "build/release/firmware/app/vantrum")}))
        jobs += fuzz_jobs()
    return jobs


def select(jobs, patterns):
    if not patterns:
        return jobs
    return [j for j in jobs if any(p in j.name or fnmatch.fnmatchcase(j.name, p) for p in patterns)]


def with_builds(jobs, wanted, wanted_in_part):
    """The builds that the jobs wait for or that are wanted for themselves, and the jobs. Of presets wanted in part only
    the programs that the jobs use are built."""
    needed = {a for j in jobs for a in j.after} | {f"build-{preset}" for preset in wanted}
    builds = []
    for preset in ("test", "tsan", "clang", "fuzz", "release"):
        name = f"build-{preset}"
        if name in needed:
            if preset not in ("test", "tsan"):
                configure(preset)
            targets = ["fuzz"] if preset == "fuzz" else []
            if preset in wanted_in_part:
                targets = sorted({t for j in jobs if name in j.after for t in build_target(j)})
            builds.append(build_job(preset, *targets))
    return builds + jobs


def main():
    parser = argparse.ArgumentParser(prog="tools/test")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("name", nargs="*")
    options = parser.parse_args()
    jobs = select(all_jobs(options.quick), options.name)
    if options.list:
        print("\n".join(j.name for j in jobs))
        return
    began = time.monotonic()
    wanted = [] if options.quick else [p for p in ("clang", "release")
                                       if not options.name or f"build-{p}" in options.name]
    suite = Suite(with_builds(jobs, wanted, ("tsan", "test") if options.name else ("tsan",)))
    try:
        suite.run()
    except KeyboardInterrupt:
        for job in filter(lambda j: j.process, suite.running):
            end(job)
        sys.exit(130)
    passed, failed = suite.total()
    skipped = sum(j.skipped for j in suite.done.values())
    unbuilt = [j.name for j in suite.done.values() if any(not suite.done[a].good() for a in j.after)]
    bad = [j.name for j in suite.done.values() if not j.good() and j.name not in unbuilt]
    print(f"\n{len(suite.done)} jobs in {time.monotonic() - began:.0f} s"
          + (f", {skipped} cases skipped" if skipped else "")
          + (f"; failed: {' '.join(bad)}" if bad else "")
          + (f"; failed for want of a build: {' '.join(unbuilt)}" if unbuilt else ""))
    print(f"{passed} passed, {failed} failed")
    sys.exit(0 if passed and not failed else 1)


if __name__ == "__main__":
    main()
