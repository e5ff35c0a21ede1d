"""What processes cost, read from /proc: memory, processor time, bytes written."""
import os
import pathlib
import signal
import socket
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
MIB = 1 << 20


def parent_and_session(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[1]), int(fields[3])


def tree(root):
    """The process, its descendants, and those of its session that were left to init."""
    parents, sessions = {}, {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                parents[int(entry)], sessions[int(entry)] = parent_and_session(entry)
            except (FileNotFoundError, ProcessLookupError):
                continue
    found = {pid for pid in parents if pid == root or sessions[pid] == root}
    while True:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        if not more:
            return sorted(found)
        found |= more


def pss(root, part="Pss"):
    """Bytes of the whole tree; what is shared with others counts by its share. part: "Pss_File" for the pages of
    programs, libraries and fonts alone, of which more are shared the more else runs on the machine."""
    total = 0
    for pid in tree(root):
        try:
            text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += sum(int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith(part + ":"))
    return total


def cpu(*roots):
    """Seconds of processor time of the trees, to the nanosecond: the kernel's clock of each process."""
    total = 0.0
    for root in roots:
        for pid in tree(root):
            try:
                total += time.clock_gettime((~pid << 3) | 2)
            except OSError:
                continue
    return total


def written(pid):
    """Bytes that the process caused to be sent to a disk."""
    for line in pathlib.Path(f"/proc/{pid}/io").read_text().splitlines():
        name, _, value = line.partition(": ")
        if name == "write_bytes":
            return int(value)
    raise ValueError("the kernel counts no written bytes")


def start(command, **more):
    """Starts a command as the leader of a session of its own, so that tree() finds all that it leaves behind."""
    more.setdefault("stdin", subprocess.DEVNULL)
    more.setdefault("stdout", subprocess.DEVNULL)
    more.setdefault("stderr", subprocess.DEVNULL)
    return subprocess.Popen([str(word) for word in command], start_new_session=True, **more)


def stop(process):
    """Ends a process that start() started, with all that it started in turn."""
    left = tree(process.pid)
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pid in left:
        try:
            if parent_and_session(pid)[1] == process.pid:
                os.kill(pid, signal.SIGKILL)
        except (FileNotFoundError, ProcessLookupError):
            continue


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def machine():
    model = next((line.partition(":")[2].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")),
                 os.uname().machine)
    memory = int(next(line for line in open("/proc/meminfo") if line.startswith("MemTotal")).split()[1])
    load = " ".join(f"{x:.1f}" for x in os.getloadavg())
    return (f"{os.cpu_count()} × {model}, {memory / MIB:.0f} GiB, Linux {os.uname().release.split('-')[0]}, "
            f"load at the start {load}")
