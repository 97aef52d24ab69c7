"""The processes behind `limonade serve`: the web server and the worker for jobs.

Each process gets a pipe from the one that starts it. When that pipe closes, on purpose or because the starter was
killed, the process ends itself. So nothing is ever left running, on any system.
"""

import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

GRACE_SECONDS = 8  # to finish requests and the job at hand
JOB_PAUSE_SECONDS = 2  # between looks for new jobs; a look costs about a millisecond
POLL_SECONDS = 0.5
FIRST_PAGE_SECONDS = 2  # the worker starts after the web server, so that the first page comes sooner

WEB, JOBS = "web", "jobs"

Process = subprocess.Popen[bytes]


def start(role: str, *arguments: str) -> Process:
    """Start this module as a child, out of reach of the terminal's own signals."""
    return subprocess.Popen(
        [sys.executable, "-m", "limonade.web.server", role, *arguments],
        stdin=subprocess.PIPE,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),  # on Windows
        start_new_session=sys.platform != "win32",
    )


def watch(processes: Sequence[Process], stop: threading.Event) -> bool:
    """Wait until we must stop, then stop all; False when one of them ended by itself."""
    while not stop.wait(POLL_SECONDS) and all(process.poll() is None for process in processes):
        pass
    for process in processes:
        _close_pipe(process)
    deadline = time.monotonic() + GRACE_SECONDS + 1
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - time.monotonic()))
        _kill_rest(process)
    return stop.is_set()


def _close_pipe(process: Process) -> None:
    if process.stdin:
        with suppress(OSError):
            process.stdin.close()


def _kill_rest(process: Process) -> None:
    """Kill what is left of a process and of those it started, also when it was killed itself."""
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def end_with_starter() -> None:
    threading.Thread(target=_end_at_closed_pipe, daemon=True).start()


def _end_at_closed_pipe() -> NoReturn:
    with suppress(OSError):
        while os.read(0, 1024):
            pass
    if sys.platform == "win32":  # there os.kill ends us at once, without a chance to stop the web workers
        signal.raise_signal(signal.SIGINT)
    else:
        os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    for child in multiprocessing.active_children():
        child.kill()
    os._exit(1)


def run_web(host: str, port: str, workers: str) -> None:
    """One thread per worker: our pages compute more than they wait."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "limonade.wsgi:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(workers),
        blocking_threads=1,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


def run_jobs() -> None:
    time.sleep(FIRST_PAGE_SECONDS)
    import django
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "limonade.settings")
    django.setup()
    from limonade.web.rounds import plan_all_rounds

    plan_all_rounds()
    for name in ("django_tasks", "django_tasks_db"):  # keep failed jobs in the log, not every start and stop
        logging.getLogger(name).addFilter(lambda record: record.levelno >= logging.ERROR)
    call_command(
        "db_worker", queue_name="*", interval=JOB_PAUSE_SECONDS, startup_delay=False, reload=False, skip_checks=True
    )


if __name__ == "__main__":
    end_with_starter()
    role, *arguments = sys.argv[1:]
    run_web(*arguments) if role == WEB else run_jobs()
