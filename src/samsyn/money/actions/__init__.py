"""Writing money: budgets, imported rows of ledgers, and the rules that mark them."""

from samsyn.money.actions.budget import money_follows, set_budget
from samsyn.money.actions.ledger import Booked, book, place
from samsyn.money.actions.marking import drop_rule, mark, save_rule

__all__ = ["Booked", "book", "drop_rule", "mark", "money_follows", "place", "save_rule", "set_budget"]
