"""Celery on Redis. `celery_peer.py pickup|throughput prefork|threads FOLDER COUNT`

Redis keeps everything in memory (no append-only file, no snapshots: the fastest, and nothing survives it) and listens on a Unix socket.
Eight workers; results ignored; everything else as Celery has it, but for the talk among workers, which is off.
"""

import json
import os
import subprocess
import sys
import time
import uuid

import marks

HERE = os.path.dirname(os.path.abspath(__file__))


def start_redis(folder):
    socket = os.path.join(folder, "redis.sock")
    server = subprocess.Popen(
        ["redis-server", "--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir", folder],
        stdout=subprocess.DEVNULL,
    )
    while not os.path.exists(socket):
        if server.poll() is not None:
            raise SystemExit("redis-server ended")
        time.sleep(0.01)
    return server, socket


def start_worker(pool):
    return subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "celery_tasks", "worker", "-P", pool, "-c", "8", "--loglevel", "ERROR",
         "--without-gossip", "--without-mingle", "--without-heartbeat"],
        cwd=HERE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def fill(app, nothing, count):
    """One message as Celery writes it, then copies of it with numbers of their own."""
    task = nothing.delay().id
    with app.connection_for_write() as connection:
        redis = connection.default_channel.client
        message = redis.lindex("celery", 0).decode()
        copies = [message.replace(task, str(uuid.uuid4())) for _ in range(count - 1)]
        for start in range(0, len(copies), 1000):
            redis.lpush("celery", *copies[start:start + 1000])
        assert redis.llen("celery") == count


def main():
    figure, pool, folder, count = sys.argv[1:]
    count = int(count)
    os.makedirs(folder)
    redis, socket = start_redis(folder)
    worker = None
    try:
        os.environ["BENCH_BROKER"] = "redis+socket://" + socket
        os.environ["BENCH_MARKS"] = os.path.join(folder, "marks")
        times = marks.Marks(os.environ["BENCH_MARKS"])
        from celery_tasks import app, nothing

        if figure == "pickup":
            worker = start_worker(pool)
            result = marks.pickup(times, count, nothing.delay)
        else:
            fill(app, nothing, count)
            worker = start_worker(pool)
            result = marks.throughput(times, count)
    finally:
        if worker:
            worker.terminate()
            worker.wait()
        redis.terminate()
        redis.wait()
    print(json.dumps(result))


main()
