"""The test runner itself: what must count as a failure does."""
import io
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import suite
import tap


def run_jobs(*jobs):
    runner = suite.Suite(jobs, out=io.StringIO())
    runner.run()
    return runner


def counts(script, **options):
    job = suite.Job("job", ["bash", "-c", script], **options)
    run_jobs(job)
    return job.passed, job.failed


@tap.case
def cases_of_all_plans_are_counted(_):
    tap.equal(counts("echo 1..2; echo ok 1; echo ok 2 - b; echo 1..1; echo ok 1", tap=True), (3, 0))


@tap.case
def a_failed_case_is_counted(_):
    tap.equal(counts("echo 1..2; echo ok 1; echo not ok 2; exit 1", tap=True), (1, 1))


@tap.case
def a_skipped_case_counts_as_neither(_):
    tap.equal(counts("echo 1..2; echo 'ok 1 - x # SKIP no display'; echo ok 2", tap=True), (1, 0))


@tap.case
def a_missing_plan_fails(_):
    tap.equal(counts("echo ok 1", tap=True), (1, 1))


@tap.case
def silence_fails(_):
    tap.equal(counts("true", tap=True), (0, 1))


@tap.case
def missing_cases_fail(_):
    tap.equal(counts("echo 1..3; echo ok 1", tap=True), (1, 1))


@tap.case
def a_crash_after_the_last_case_fails(_):
    tap.equal(counts("echo 1..1; echo ok 1; kill -SEGV $$", tap=True), (1, 1))


@tap.case
def a_timeout_fails(_):
    tap.equal(counts("echo 1..1; echo ok 1; sleep 60", tap=True, timeout=0.3), (1, 1))


@tap.case
def a_plain_job_is_one_case(_):
    tap.equal(counts("echo words"), (1, 0))
    tap.equal(counts("exit 3"), (0, 1))
    tap.equal(counts("sleep 60", timeout=0.3), (0, 1))


@tap.case
def a_plain_job_may_be_skipped(_):
    tap.equal(counts("exit 77", skip_code=77), (0, 0))
    tap.equal(counts("exit 76", skip_code=77), (0, 1))


@tap.case
def the_words_of_cmake_are_read(_):
    words = list(suite.cmake_words('[=[a b]=] "c;d \\"e\\"" f PROPERTIES  LABELS "x;y"'))
    tap.equal(words, ["a b", 'c;d "e"', "f", "PROPERTIES", "LABELS", "x;y"])


@tap.case
def a_missing_program_fails(_):
    job = suite.Job("job", ["/no/such/program"], tap=True)
    run_jobs(job)
    tap.equal((job.passed, job.failed), (0, 1))


@tap.case
def a_failed_build_fails_what_waits_for_it(_):
    build = suite.Job("build-x", ["false"])
    job = suite.Job("job", ["echo", "1..0"], tap=True, after=["build-x"])
    tap.equal(run_jobs(build, job).total(), (0, 2))


@tap.case
def the_longest_are_begun_first(_):
    jobs = [suite.Job(f"job-{cost}", ["true"], cores=suite.CORES, cost=cost) for cost in (0, 90, 40)]
    tap.equal(list(run_jobs(*jobs).done), ["job-90", "job-40", "job-0"])


@tap.case
def what_waits_runs_beside_what_computes(_):
    busy = [suite.Job(f"busy-{i}", []) for i in range(suite.CORES)]
    waits = [suite.Job(f"waits-{i}", [], waits=True) for i in range(suite.WAITING_AT_ONCE)]
    runner = suite.Suite([*busy, *waits])
    for job in [*busy, *waits]:
        tap.check(runner.has_room(job), job.name)
        runner.running.append(job)
    for job in (suite.Job("busy", []), suite.Job("half", [], cores=0.5), suite.Job("waits", [], waits=True)):
        tap.check(not runner.has_room(job), f"{job.name} is one too many")


@tap.case
def a_job_for_more_than_there_is_runs_alone(_):
    wide = suite.Job("wide", [], cores=suite.CORES + 1)
    runner = suite.Suite([wide])
    tap.check(runner.has_room(wide), "nothing else runs")
    runner.running.append(suite.Job("half", [], cores=0.5))
    tap.check(not runner.has_room(wide), "something else runs")


@tap.case
def what_a_test_leaves_running_is_ended(folder):
    mark = folder / "mark"
    tap.equal(counts(f"(sleep 1; touch {mark}) & true"), (1, 0))
    tap.equal(counts("sleep 1.3"), (1, 0))
    tap.check(not mark.exists(), "a process outlived its test")


if __name__ == "__main__":
    tap.run()
