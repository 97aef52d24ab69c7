"""Work in many threads that start together, each with its own connection."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from limonade.ledger import errors


def all_at_once(count: int, work: Callable[[int], Any]) -> list[Any]:
    """What each gave, or the LedgerError that it got; any other error fails the test."""
    start, results, wrong = threading.Barrier(count, timeout=60), [], []

    def run(place: int) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            results.append(work(place))
        except errors.LedgerError as refusal:
            results.append(refusal)
        except BaseException as error:
            wrong.append(error)
            start.abort()  # else those who wait for this one wait in vain
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    return results
