"""The one pool that all of a process's threads share, started when first asked."""

from functools import cache

from samsyn.intake.readers.book import Book
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


def book(data: bytes, name: str) -> Book:
    """Return a workbook cell by cell; raises Refused."""
    answer: Book = pool().ask("book", data, name)
    return answer
