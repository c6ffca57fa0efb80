"""Reading processes: whatever a file does to one, that file gets a sentence and the others go on."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from samsyn.intake.readers import Refused, read
from samsyn.intake.recognisers import as_json, recognise
from samsyn.intake.recognisers.claims import claims
from samsyn.intake.workers import Understood, understand
from samsyn.intake.workers.pool import Pool

SAMPLES = Path(__file__).parents[3] / "src" / "samsyn" / "demo" / "samples"
BAD = (str(Path(__file__).with_name("bad.py")),)


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool(BAD, size=2, seconds=4)
    yield pool
    pool.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("work", "sentence"),
    [
        ("segfault", "Filen a.pdf fick läsningen att avbrytas."),
        ("exits", "Filen a.pdf fick läsningen att avbrytas."),
        ("memory", "Filen a.pdf behöver mer än 256 MB minne"),
        ("loop", "Filen a.pdf tog mer än 20 sekunder att läsa"),
        ("fault", "Filen a.pdf kunde inte läsas på grund av ett fel i Samsyn"),
        ("refuse", "Filen a.pdf är tom."),
        ("lie", "Filen a.pdf fick läsningen att avbrytas."),
    ],
)
def test_a_file_that_goes_wrong_gets_a_sentence_and_the_next_is_read(
    pool: Pool, tmp_path: Path, work: str, sentence: str
) -> None:
    for _ in range(2):
        with pytest.raises(Refused, match=sentence):
            pool.ask(work, str(tmp_path / "made").encode(), "a.pdf")
        assert pool.ask("echo", b"123", "b.pdf", 7) == (3, 7)
    assert not (tmp_path / "made").exists()


def test_a_fault_of_ours_is_in_the_log(pool: Pool, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Refused):
        pool.ask("fault", b"", "a.pdf")
    assert "a.pdf: KeyError: 'ett fel'" in caplog.text


def test_a_process_is_kept_for_the_next_file_and_replaced_when_it_died(pool: Pool) -> None:
    first = pool.ask("process", b"", "a.pdf")
    assert pool.ask("process", b"", "b.pdf") == first
    with pytest.raises(Refused):
        pool.ask("segfault", b"", "c.pdf")
    assert pool.ask("process", b"", "d.pdf") != first


def test_it_opens_no_connections_starts_no_programs_writes_no_files_and_knows_no_secrets(
    pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMSYN_SECRET_KEY", "hemlig")
    assert pool.ask("tries", str(tmp_path / "fil").encode(), "a.pdf") == []


def test_many_threads_share_few_processes(pool: Pool) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda number: pool.ask("process", b"", f"{number}.pdf"), range(40)))
    assert len(set(found)) <= pool.size


@pytest.mark.parametrize("name", ["protokollsutdrag-ks-justeras.docx", "revisionsskrivelse.txt"])
def test_what_comes_back_is_what_was_read(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    reading = read(data, name)
    found = understand(data, name)
    assert found == Understood(reading, recognise(reading.lines), claims(reading.lines))
    assert [as_json(document) for document in found.documents] == list(map(as_json, recognise(reading.lines)))
