"""The one pool that all of a process's threads share, started when first asked."""

from functools import cache

from samsyn.intake.workers.pool import Pool


@cache
def pool() -> Pool:
    """Return the pool; its processes start one by one when work comes."""
    return Pool()


def processes() -> int:
    """Return how many files can be read at once."""
    return pool().size


def picture(data: bytes, name: str, page: int) -> bytes:
    """Return a page of a pdf, counted from 1, as png; raises Refused."""
    answer: bytes = pool().ask("picture", data, name, page)
    return answer
