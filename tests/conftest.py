"""What all tests share: a home folder of their own, databases as in production, the demo site in a browser."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings, settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, Page, sync_playwright

EXAMPLES = int(os.environ.get("SAMSYN_EXAMPLES", "60"))
# The function-scoped home and database hold no state that examples could leak through.
hypothesis_settings.register_profile(
    "samsyn", deadline=None, derandomize=True, max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
hypothesis_settings.load_profile("samsyn")

SAMSYN = str(Path(sys.executable).with_name("samsyn"))
ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = "/usr/bin/chromium"
QUIET = [  # no network but loopback, nothing in the background
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    "--disable-background-networking", "--disable-component-update", "--disable-gpu", "--disable-quic",
    "--disable-sync", "--no-first-run",
]  # fmt: skip


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks the database, so that it can be run alone on another one."""
    for item in items:
        asks = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        if asks or item.get_closest_marker("django_db"):
            item.add_marker("database")


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
        database["OPTIONS"]["init_command"] = database["OPTIONS"]["init_command"].replace("=FULL", "=OFF")
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the demo municipality in SQLite, this worker's own copy."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    original = shared / "demo-home"
    with (shared / "demo-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not original.exists():
            verb = (
                [SAMSYN, "demo", "--no-serve"]
                if (ROOT / "src/samsyn/cli/demo.py").exists()
                else [SAMSYN, "migrate"]
            )
            subprocess.run(
                verb, env=site_environment(shared / "demo-making"), check=True, capture_output=True
            )
            (shared / "demo-making").rename(original)
    home = base / "demo-copy"
    shutil.copytree(original, home)
    return home


def site_environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "SAMSYN_HOME": str(home), "SAMSYN_DEMO": "1"}


@pytest.fixture(scope="session")
def site(demo_home: Path) -> Iterator[str]:
    """Serve the demo municipality as `samsyn serve` does and return its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = subprocess.Popen([SAMSYN, "serve", "--port", str(port)], env=site_environment(demo_home))
    try:
        wait_for(port, server)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError(f"samsyn serve ended with {server.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("samsyn serve does not answer")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    if not Path(CHROMIUM).exists():
        pytest.skip("skipped: no Chromium")
    # Playwright leaves an event loop running in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    flags = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page on the site: width, height, dark, and Playwright's own context options.

    The test fails when a script broke on the page or the content policy stopped something.
    """
    contexts, problems = [], []

    def opened(*, width: int = 1440, height: int = 900, dark: bool = False, **options: Any) -> Page:
        context = browser.new_context(
            base_url=site, viewport={"width": width, "height": height}, locale="sv-SE",
            color_scheme="dark" if dark else "light", reduced_motion="reduce", **options,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console", lambda said: problems.append(said.text) if "Content Security" in said.text else None
        )
        return page

    yield opened
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """Return a light page of 1440 × 900."""
    return open_page()
