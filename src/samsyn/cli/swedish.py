"""Help in Swedish, where typer has words of its own."""

from __future__ import annotations

from typing import Any

from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

rich_utils.ARGUMENTS_PANEL_TITLE = "Argument"
rich_utils.OPTIONS_PANEL_TITLE = "Val"
rich_utils.COMMANDS_PANEL_TITLE = "Kommandon"
rich_utils.ERRORS_PANEL_TITLE = "Fel"
rich_utils.REQUIRED_LONG_STRING = "[krävs]"
rich_utils.DEFAULT_STRING = "[annars: {}]"
HELP = "Visa den här hjälpen."


class Verb(TyperCommand):
    """A verb whose --help is told in Swedish."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option with our words."""
        option = super().get_help_option(ctx)
        if option:
            option.help = HELP
        return option


class Verbs(TyperGroup):
    """The verbs together, likewise."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option with our words."""
        option = super().get_help_option(ctx)
        if option:
            option.help = HELP
        return option
