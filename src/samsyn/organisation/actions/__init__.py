"""Writing the organisation: bodies and units, how they change over time, people and roles."""

from samsyn.organisation.actions.bodies import (
    add_administration,
    add_body,
    confirm_body,
    forget_alias,
    found_municipality,
    learn_alias,
    learn_diary_code,
    rename_body,
    set_period,
)
from samsyn.organisation.actions.erasing import erase_person
from samsyn.organisation.actions.people import (
    add_person,
    appoint_administrator,
    give_role,
    open_account,
    take_numbers,
)
from samsyn.organisation.actions.reorganising import (
    New,
    Part,
    Refused,
    add_unit,
    hand_over,
    hand_over_role,
    reorganise,
    take_due,
    take_effect,
)
from samsyn.organisation.actions.withdrawing import correct, formed_by, withdraw

__all__ = [
    "New", "Part", "Refused", "add_administration", "add_body", "add_person", "add_unit",
    "appoint_administrator", "confirm_body", "correct", "erase_person", "forget_alias", "formed_by",
    "found_municipality", "give_role", "hand_over", "hand_over_role", "learn_alias", "learn_diary_code",
    "open_account", "rename_body", "reorganise", "set_period", "take_due", "take_effect", "take_numbers",
    "withdraw",
]  # fmt: skip
