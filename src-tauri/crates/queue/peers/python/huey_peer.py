"""Huey on SQLite. `huey_peer.py pickup|throughput default|quick FOLDER COUNT`

Eight threads. `default` looks for a task after 0.1 s, then less and less often; `quick` always after 0.01 s.
"""

import json
import os
import subprocess
import sys

import marks

HERE = os.path.dirname(os.path.abspath(__file__))
SETTINGS = {"default": [], "quick": ["-d", ".01", "-m", ".01"]}


def start_consumer(setting):
    consumer = os.path.join(os.path.dirname(sys.executable), "huey_consumer")
    return subprocess.Popen(
        [sys.executable, consumer, "huey_tasks.huey", "-w", "8", "-k", "thread", "-q", *SETTINGS[setting]],
        cwd=HERE,
        env={**os.environ, "PYTHONPATH": HERE},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def main():
    figure, setting, folder, count = sys.argv[1:]
    count = int(count)
    os.makedirs(folder)
    os.environ["BENCH_FILE"] = os.path.join(folder, "huey.sqlite")
    os.environ["BENCH_MARKS"] = os.path.join(folder, "marks")
    times = marks.Marks(os.environ["BENCH_MARKS"])
    from huey_tasks import nothing

    consumer = None
    try:
        if figure == "pickup":
            consumer = start_consumer(setting)
            result = marks.pickup(times, count, nothing)
        else:
            for _ in range(count):
                nothing()
            consumer = start_consumer(setting)
            result = marks.throughput(times, count)
    finally:
        if consumer:
            consumer.terminate()
            consumer.wait()
    print(json.dumps(result))


main()
