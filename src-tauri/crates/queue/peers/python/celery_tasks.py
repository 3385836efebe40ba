"""What the Celery worker imports: the application and the task that does nothing."""

import os

from celery import Celery

import marks

app = Celery("bench", broker=os.environ["BENCH_BROKER"])
app.conf.task_ignore_result = True


@app.task
def nothing():
    marks.send(os.environ["BENCH_MARKS"])
