"""Who may decide: the first rule whose conditions an initiative meets, and whether it lies near another (R59)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samsyn.kit.money import Amount, mnkr
from samsyn.kit.scales import Risk

REACHES = {"one": "en nämnd", "several": "flera nämnder", "all": "hela kommunen"}
LEVELS = {
    "council": "Kommunfullmäktige", "executive": "Kommunstyrelsen", "board": "Nämnd", "committee": "Utskott",
    "delegate": "Tjänsteperson på delegation",
}  # fmt: skip
_RISKS = [Risk.LOW, Risk.MEDIUM, Risk.HIGH]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of who decides; None or empty is no condition. Amounts in öre, `below` not counted (beslutsregel)."""

    order: int
    level: str
    body: str
    amount_from: int | None = None
    below: int | None = None
    reaches: tuple[str, ...] = ()
    risk: str = ""
    principle: bool = False

    def __str__(self) -> str:
        """Return its conditions in words."""
        said = [self._amount(), " eller ".join(REACHES[reach] for reach in self.reaches)]
        said.append(f"risk minst {Risk(self.risk).label.lower()}" if self.risk else "")
        said.append("principiell betydelse" if self.principle else "")
        return ", ".join(filter(None, said)) or "allt annat"

    def _amount(self) -> str:
        low, high = (amount and mnkr(amount) for amount in (self.amount_from, self.below))
        if low and high:
            return f"från {low} till under {high} mnkr"
        return f"från {low} mnkr" if low else f"under {high} mnkr" if high else ""

    @property
    def decider(self) -> str:
        """Return who decides: the body it names, else the level."""
        return self.body or ("Nämnden själv" if self.level == "board" else LEVELS[self.level])

    @property
    def bounded(self) -> bool:
        """Return whether it depends on the amount."""
        return self.amount_from is not None or self.below is not None

    def fits(self, facts: Facts) -> bool:
        """Return whether all conditions but the amount's are met."""
        return (
            (not self.reaches or facts.reach in self.reaches)
            and (not self.principle or facts.principle)
            and (not self.risk or _weight(facts.risk) >= _weight(self.risk))
        )

    def spans(self, amount: int) -> bool:
        """Return whether the amount, in öre, lies between its limits."""
        return (self.amount_from or 0) <= amount and (self.below is None or amount < self.below)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at: the amount in öre or None where it isn't known, reach, risk, principle (underlag)."""

    amount: int | None
    reach: str
    risk: str = "none"
    principle: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """Who decides by which rule; no rule when none fits, and `open` rules when the amount must be known first.

    `near` is the rule that would decide if the amount were a little different (besked).
    """

    rule: Rule | None
    near: Rule | None = None
    open: tuple[Rule, ...] = ()


def who_decides(facts: Facts, rules: Sequence[Rule], margin: int) -> Ruling:
    """Return the ruling by the first rule that fits, in order; `margin` is how near a limit is near, in percent."""
    if facts.amount is None:
        return _unknown(facts, rules)
    rule = _first(facts, rules, facts.amount)
    for amount in (facts.amount * (100 + margin) // 100, facts.amount * (100 - margin) // 100):
        other = _first(facts, rules, amount)
        if rule and other and (other.level, other.body) != (rule.level, rule.body):
            return Ruling(rule, other)
    return Ruling(rule)


def _first(facts: Facts, rules: Sequence[Rule], amount: int) -> Rule | None:
    return next((rule for rule in rules if rule.fits(facts) and rule.spans(amount)), None)


def _unknown(facts: Facts, rules: Sequence[Rule]) -> Ruling:
    """Return the rule that decides whatever the amount is, else those it may come to."""
    may: list[Rule] = []
    for rule in rules:
        if rule.fits(facts):
            if not rule.bounded:
                may.append(rule)
                break
            may.append(rule)
    same = len({(rule.level, rule.body) for rule in may}) == 1 and not may[-1].bounded
    return Ruling(may[0]) if same else Ruling(None, open=tuple(may))


def _weight(risk: str) -> int:
    return _RISKS.index(Risk(risk)) if risk in {one.value for one in _RISKS} else -1


def faults(rules: Sequence[Rule]) -> tuple[str, ...]:
    """Return what is wrong with a set of rules, each in a sentence: limits turned round, cases that nobody decides."""
    found = [
        f"Regel {rule.order}: beloppet börjar på {mnkr(rule.amount_from)} mnkr men slutar på "
        f"{mnkr(rule.below)} mnkr. Byt plats på dem."
        for rule in rules
        if rule.amount_from is not None and rule.below is not None and rule.amount_from >= rule.below
    ]
    limits = sorted({0, *(amount for rule in rules for amount in (rule.amount_from, rule.below) if amount)})
    for reach, words in REACHES.items():
        for amount in limits:
            if _first(Facts(amount, reach), rules, amount) is None:
                found.append(
                    f"Ingen regel säger vem som beslutar om {words} från {mnkr(amount)} mnkr. "
                    "Lägg till en regel, till exempel sist en utan villkor."
                )
                break
    return tuple(found)


def unread(amount: Amount | None) -> str:
    """Return why an amount cannot be put to the rules, or nothing when it can."""
    if amount is None or amount.empty:
        return "Kostnaden är inte angiven."
    if amount.withheld:
        return "Kostnaden är inte offentlig."
    return "" if amount.currency == "SEK" else f"Kostnaden är i {amount.currency}."
