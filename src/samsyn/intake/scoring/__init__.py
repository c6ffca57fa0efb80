"""How well the recognisers read texts that people have labelled (utvärdering). No Django, no database."""

from samsyn.intake.scoring.invented import invented
from samsyn.intake.scoring.labels import BadLabel, Label, load, reading, resolved
from samsyn.intake.scoring.score import Mistake, Outcome, Tally, score
from samsyn.intake.scoring.tables import Evaluation, as_json, for_people, markdown, put

__all__ = [
    "BadLabel",
    "Evaluation",
    "Label",
    "Mistake",
    "Outcome",
    "Tally",
    "as_json",
    "for_people",
    "invented",
    "load",
    "markdown",
    "put",
    "reading",
    "resolved",
    "score",
]
