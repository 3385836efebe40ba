"""What Huey's consumer imports: the queue on SQLite and the task that does nothing."""

import os

from huey import SqliteHuey
from huey.storage import SqliteStorage

import marks


class Storage(SqliteStorage):
    """With `synchronous` as all others have it; by itself it is FULL, or OFF."""

    def _create_connection(self):
        connection = super()._create_connection()
        connection.execute("pragma synchronous=NORMAL")
        return connection


class Queue(SqliteHuey):
    storage_class = Storage


huey = Queue("bench", filename=os.environ["BENCH_FILE"], results=False)


@huey.task()
def nothing():
    marks.send(os.environ["BENCH_MARKS"])
