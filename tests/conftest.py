"""What all tests share: a home folder of their own, and databases as in production."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

# The function-scoped home and database hold no state that examples could leak through.
hypothesis_settings.register_profile(
    "samsyn", deadline=None, derandomize=True, max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
hypothesis_settings.load_profile("samsyn")


@pytest.fixture(autouse=True)
def _own_home(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES = tmp_path / "files"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Put the SQLite test database in a file: one in memory knows neither WAL nor waiting for a lock."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
