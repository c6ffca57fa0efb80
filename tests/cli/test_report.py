"""The verbs report and export as people and scripts meet them: files, exit codes, sentences."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.inquiries.compiled import Compiled
from tests.oversight.town import FULL, Town
from typer.testing import CliRunner, Result

from samsyn.cli import build, export, report
from samsyn.cli.start import Stopped
from samsyn.reports import ks
from samsyn.reports.catalogue import FORMATS

pytestmark = pytest.mark.django_db


def samsyn(*arguments: str) -> Result:
    return CliRunner().invoke(build(arguments), list(arguments))


@pytest.mark.slow
def test_report_writes_the_file_of_that_day(tmp_path: Path) -> None:
    town, file = Town(), tmp_path / "ks.pdf"
    town.initiative("2026-02-01", "SN", "Digital ansökan", **FULL)
    told = samsyn("report", "ks", "--as-of", "2026-04-01", "--format", "pdf", "-o", str(file))
    assert (told.exit_code, told.output) == (0, "")
    assert file.read_bytes() == FORMATS["pdf"].render(ks.report(town.municipality, date(2026, 4, 1)))


def test_a_compilation_is_written_for_the_inquiry_that_is_named(tmp_path: Path) -> None:
    town, file = Compiled(), tmp_path / "sammanstallning.json"
    told = samsyn("report", "compilation", "--inquiry", "kartregler", "--format", "json", "-o", str(file))
    assert (told.exit_code, told.output) == (0, "")
    assert town.viewpoints()[0].text in file.read_text("utf-8")
    with pytest.raises(Stopped, match="Ingen remiss heter Vägar"):
        report.command("compilation", inquiry="Vägar")


def test_export_prints_json_by_itself() -> None:
    Town().initiative("2026-02-01", "SN", "Digital ansökan", **FULL)
    told = samsyn("export", "initiatives")
    assert told.exit_code == 0
    assert [row["title"] for row in json.loads(told.output)] == ["Digital ansökan"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("report", "kf"), "Rapporten kf finns inte. Välj ks, programme eller compilation."),
        (
            ("report", "ks", "--format", "odt"),
            "Formatet odt finns inte. Välj pdf, docx, xlsx, html eller json.",
        ),
        (("report", "compilation"), "Ange remissen med --inquiry"),
        (("report", "ks", "--as-of", "i går"), "”i går” är inget datum. Skriv ÅÅÅÅ-MM-DD"),
        (("report", "ks", "--as-of", "2999-01-01"), "2999-01-01 har inte varit än."),
        (("export", "system"), "Utdraget system finns inte. Välj initiatives."),
        (("export", "initiatives", "--format", "pdf"), "Formatet pdf finns inte. Välj json, csv eller xlsx."),
    ],
)
def test_asked_wrongly_is_exit_code_2_and_a_sentence(arguments: tuple[str, ...], sentence: str) -> None:
    told = samsyn(*arguments)
    assert told.exit_code == 2
    assert sentence in " ".join(told.output.replace("│", " ").split())


def stopped(verb: Any, *arguments: Any, **options: Any) -> str:
    with pytest.raises(Stopped) as found:
        verb(*arguments, **options)
    return str(found.value)


def test_no_municipality_many_and_unknown_ones_are_told() -> None:
    assert stopped(report.command, "ks").startswith("Här finns ingen kommun än.")
    town = Town()
    assert "Kommunen Ingenby finns inte" in stopped(report.command, "ks", municipality="Ingenby")
    type(town.municipality).objects.create(code="2198", name="Norrala kommun")
    assert stopped(report.command, "ks") == (
        "Här finns flera kommuner: Norrala kommun, Sundsala kommun. Välj med --municipality."
    )


@pytest.mark.parametrize("verb", [("report", "ks"), ("export", "initiatives")])
def test_a_file_that_cannot_be_written_is_told(verb: tuple[str, str], tmp_path: Path) -> None:
    Town()
    command = report.command if verb[0] == "report" else export.command
    missing = tmp_path / "finns" / "inte.pdf"
    assert (
        stopped(command, verb[1], output=missing) == f"{missing.parent} finns inte. Ange en annan fil med -o."
    )
    assert stopped(command, verb[1], output=tmp_path) == f"{tmp_path} är en mapp. Ange en annan fil med -o."
