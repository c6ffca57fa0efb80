"""Files are read in processes of their own, with little memory and time and no network (läsprocesser). No Django."""

from samsyn.intake.workers.ocr import understand
from samsyn.intake.workers.shared import book, picture, processes
from samsyn.intake.workers.work import Understood

__all__ = ["Understood", "book", "picture", "processes", "understand"]
