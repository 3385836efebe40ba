"""The moments at which tasks begin, sent from the workers to the program that measures, through a named pipe.

The clock is the system's monotonic one, which all processes of a machine share.
"""

import os
import select
import struct
import time

MARK = struct.Struct("q")
PATIENCE_SECONDS = 60


def send(path, cache={}):
    """Called by a task. The pipe is opened once in each process; a write this small is never torn."""
    if path not in cache:
        cache[path] = os.open(path, os.O_WRONLY)
    os.write(cache[path], MARK.pack(time.monotonic_ns()))


class Marks:
    """The reading end."""

    def __init__(self, path):
        os.mkfifo(path)
        # Writing, too, so that the pipe never seems to have ended.
        self.pipe = os.open(path, os.O_RDWR)

    def read(self, most):
        if not select.select([self.pipe], [], [], PATIENCE_SECONDS)[0]:
            raise SystemExit("no task began for a minute")
        return os.read(self.pipe, MARK.size * most)

    def one(self):
        return MARK.unpack(self.read(1))[0]

    def many(self, count):
        """Looks now and then only, so that reading takes no time from the workers."""
        times = []
        while len(times) < count:
            time.sleep(0.02)
            times.extend(moment for (moment,) in MARK.iter_unpack(self.read(8192)))
        return times


def pickup(marks, count, add):
    """Milliseconds from calling `add` until the task begins, with pauses as in the other peers."""
    add()
    marks.one()
    samples = []
    for sample in range(count):
        time.sleep((10 + sample * 7 % 20) / 1000)
        called = time.monotonic_ns()
        add()
        samples.append((marks.one() - called) / 1e6)
    return {"pickup_ms": samples}


def throughput(marks, count):
    """From the first task's beginning to the last one's: how long the worker took to start does not count."""
    times = marks.many(count)
    return {"jobs": len(times) - 1, "seconds": (max(times) - min(times)) / 1e9}
