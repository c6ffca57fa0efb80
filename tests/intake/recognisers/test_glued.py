"""Lines that a conversion glued together come apart; lines as their writer set them stay whole."""

from __future__ import annotations

import pytest

from samsyn.intake.recognisers import glued

GLUED = [
    (
        "Tjänsteutlåtande                 Handläggare Utfärdat 2024-05-06              Kim Berg Diarienummer 0497/24",
        ["Tjänsteutlåtande", "Handläggare", "Utfärdat 2024-05-06", "Kim Berg", "Diarienummer 0497/24"],
    ),
    (
        "Ny kontaktväg för invånare Förslag till beslut I kommunstyrelsen och kommunfullmäktige:",
        ["Ny kontaktväg för invånare", "Förslag till beslut", "I kommunstyrelsen och kommunfullmäktige:"],
    ),
    (
        "Sammanfattning Kontoret har utrett hur invånarna når kommunen digitalt och föreslår en ny kontaktväg, som kan"
        " tas i bruk när upphandlingen är klar.",
        ["Sammanfattning", "Kontoret har utrett hur"],
    ),
    (
        "1. Kontaktvägen införs under 2025 i alla förvaltningar. 2. Nämnden får i uppdrag att återrapportera. 3. Frågan"
        " om 2. kvartalets kostnader lämnas därhän.",
        ["1. Kontaktvägen", "2. Nämnden", "3. Frågan"],
    ),
]
WHOLE = [
    "",
    "§ 182 Rapport från revisorerna",
    "Beslut KSAU 2020-10-05 §567 Riktlinjer och omorganisering gällande IT, digitalisering och systemförvaltning",
    "Ärendet STK-2019-999 tas upp i kommunfullmäktige den 31 mars 2021, och först därefter kan nämnden börja med det"
    " som föreslås.",
    "Sammanträdestid\t2021-03-29 kl. 15:12-15:25",
    "Plats:                     Kommunhuset, sal A, ingång från gården",
    "Kostnaden var 1.5 miljoner kronor år 2021. Nämnden ser nu två vägar: 1. avveckla eller byta, och sedan se över"
    " avtalet i dess helhet.",
]


@pytest.mark.parametrize(("line", "pieces"), GLUED)
def test_glued_line_comes_apart(line: str, pieces: list[str]) -> None:
    starts = [0, *glued.cuts(line)]
    found = [line[start:stop].strip() for start, stop in zip(starts, [*starts[1:], len(line)], strict=True)]
    assert [text[: len(piece)] for text, piece in zip(found, pieces, strict=True)] == pieces


@pytest.mark.parametrize("line", WHOLE)
def test_line_as_written_stays_whole(line: str) -> None:
    assert glued.cuts(line) == []
