"""As many documents as wanted, each its own, made from the product's sample documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import samsyn.demo

SAMPLES = Path(samsyn.demo.__file__).parent / "samples"
NAMES = ("protokollsutdrag-ksau", "tjansteskrivelse-remiss", "revisionsskrivelse")
TYPST = """#set page(margin: 20mm)
#set text(lang: "sv", size: 10pt)
#for line in json(bytes(sys.inputs.lines)) [#line \\ ]"""


def texts(count: int) -> Iterator[tuple[str, str]]:
    """Yield names and texts: minutes, letters and audits by turns, with numbers of their own."""
    samples = [(SAMPLES / f"{name}.txt").read_text("utf-8") for name in NAMES]
    for number in range(count):
        text = samples[number % len(samples)]
        for old, new in (
            ("§ 41", f"§ {number + 1}"),
            ("§41", f"§{number + 1}"),
            ("2026-233", f"2026-{number + 1000}"),
            ("2026-318", f"2026-{number + 1000}"),
            ("styr sin digitalisering", f"styr sin digitalisering, del {number}"),
        ):
            text = text.replace(old, new)
        yield f"{number:05}-{NAMES[number % len(samples)]}", text


def write_texts(folder: Path, count: int) -> None:
    """Write the documents as plain text, every twentieth with its font map broken, and a table last."""
    folder.mkdir()
    for number, (name, text) in enumerate(texts(count)):
        garbled = text.translate({ord("a"): "", ord("e"): "~"}) if number % 20 == 7 else text
        (folder / f"{name}.txt").write_text(garbled, "utf-8")
    rows = "".join(f"{number};Initiativ {number};Servicenämnden;{number} 000;2027\n" for number in range(30))
    (folder / "lista.csv").write_text(f"Nr;Namn;Nämnd;Total budget tkr;Slut\n{rows}", "utf-8")


def write_mixed(folder: Path, count: int) -> None:
    """Write the documents as text, Word and pdf by turns."""
    import docx
    import typst

    folder.mkdir()
    for number, (name, text) in enumerate(texts(count)):
        lines = text.split("\n")
        if number % 5 < 3:
            (folder / f"{name}.txt").write_text(text, "utf-8")
        elif number % 5 == 3:
            document = docx.Document()
            for line in lines:
                document.add_paragraph(line)
            document.save(str(folder / f"{name}.docx"))
        else:
            (folder / f"{name}.pdf").write_bytes(
                typst.compile(TYPST.encode(), sys_inputs={"lines": json.dumps(lines)})
            )
