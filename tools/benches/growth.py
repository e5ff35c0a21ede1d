"""What ten thousand messages cost beside ten."""
import os
import statistics
import subprocess
import time

import contenders
import processes
import programme

SIZES = (10, 10000)
STARTS = 7
SHOW_S = 60


def readings(tools):
    """Of 10, 100, 1 000 and 10 000 messages: milliseconds to read, microseconds to plan a slide, bytes a message."""
    lines = subprocess.run([tools.growth], check=True, capture_output=True, text=True).stdout.splitlines()
    return {int(line.split()[0]): [float(word) for word in line.split()[1:]] for line in lines}


def start_time(screen):
    """Seconds until the first line of --shown, which goes through a pipe."""
    pipe = screen.folder / "shown"
    if not pipe.exists():
        os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(reader, True)
    began = time.monotonic()
    process = screen.start(None, "--headless", "--shown", pipe)
    try:
        while not os.read(reader, 1):  # nobody has it open for writing yet
            time.sleep(0.0005)
        return time.monotonic() - began
    finally:
        processes.stop(process)
        os.close(reader)


def show(screen):
    """Processor seconds of a minute, from five seconds after the start on, and bytes of memory at its end."""
    process = screen.start(None, "--headless")
    try:
        time.sleep(5)
        before = processes.cpu(process.pid)
        time.sleep(SHOW_S)
        return processes.cpu(process.pid) - before, processes.pss(process.pid)
    finally:
        processes.stop(process)


def measure(tools, folder):
    """By number of messages: seconds to start, processor seconds of a minute, bytes of memory."""
    screens, starts = {}, {}
    for size in SIZES:
        programme.write(programme.many(size), folder / f"clinic-{size}")
        screens[size] = contenders.Screen(tools, folder / f"clinic-{size}", folder / f"screen-{size}")
        starts[size] = []
    for turn in range(STARTS + 1):
        for size, screen in screens.items():
            taken = start_time(screen)
            if turn:
                starts[size].append(taken)
    return {size: (statistics.median(starts[size]), *show(screen)) for size, screen in screens.items()}
