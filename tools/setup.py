"""Make the environment: Python packages, style sheet, fonts and icons; does nothing when nothing has changed."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
VENDOR = ROOT / "src" / "samsyn" / "web" / "static" / "vendor"
NODE_MODULES = ROOT / "node_modules"
PYTHON_INPUTS = ("pyproject.toml", "requirements-uv.txt", "requirements-dev.txt")
STATIC_INPUTS = ("package.json", "package-lock.json", "tools/vendor.toml")


def main() -> int:
    """Bring the environment up to date and return the exit code."""
    if missing := missing_program():
        print(missing, file=sys.stderr)
        return 1
    VENV.mkdir(exist_ok=True)
    with (VENV / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            when_changed("python", PYTHON_INPUTS, BIN / "samsyn", install_python)
            when_changed("static", STATIC_INPUTS, VENDOR, install_static)
        except subprocess.CalledProcessError as error:
            print(f"make setup: {error}", file=sys.stderr)
            return 1
    return 0


def missing_program() -> str:
    """Return one sentence that names what this machine lacks, or nothing."""
    need = (
        "Samsyn behöver {0}, som saknas här: installera {1}. / Samsyn needs {0}, missing here: install {1}."
    )
    try:
        import ensurepip  # noqa: F401, PLC0415  Debian ships it apart from Python
    except ImportError:
        return need.format("venv", "python3-venv")
    return "" if shutil.which("git") else need.format("git", "git")


def when_changed(name: str, inputs: tuple[str, ...], result: Path, work: Callable[[], None]) -> None:
    """Do the work unless its result stands and was made from the same inputs."""
    content = "".join(read_input(path) for path in inputs) + sys.version
    digest = hashlib.sha256(content.encode()).hexdigest()
    stamp = VENV / f"setup-{name}.stamp"
    if result.exists() and stamp.exists() and stamp.read_text() == digest:
        return
    work()
    stamp.write_text(digest)


def read_input(path: str) -> str:
    """Return what a file says about the environment: of pyproject.toml not the settings of linters and tests."""
    text = (ROOT / path).read_text()
    if path != "pyproject.toml":
        return text
    parts = tomllib.loads(text)
    return repr([parts["build-system"], parts["project"], parts["tool"]["hatch"]])


def install_python() -> None:
    """Install the locked packages and then the project itself, as links to this folder."""
    if not (BIN / "pip").exists():
        say("Skapar .venv")
        venv.create(VENV, with_pip=True, symlinks=True)
    pip = [str(BIN / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    run([*pip, "--require-hashes", "-r", "requirements-uv.txt"])
    uv = [str(BIN / "uv"), "pip", "install", "--quiet", "--python", str(BIN / "python")]
    say("Installerar Pythonpaket")
    run([*uv, "--require-hashes", "-r", "requirements-dev.txt"])
    run([*uv, "--no-deps", "--no-build-isolation", "--editable", "."])


def install_static() -> None:
    """Fetch style sheet, fonts, icons and axe-core by the lock file and copy what the pages use."""
    say("Hämtar stilmall, typsnitt och ikoner")
    run([*npm(), "ci", "--no-progress", "--loglevel=error"])
    wanted = tomllib.loads((ROOT / "tools" / "vendor.toml").read_text())
    files = dict(wanted["files"])
    files |= {f"icons/{name}.svg": f"lucide-static/icons/{name}.svg" for name in wanted["icons"]["names"]}
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for target, source in files.items():
        (fresh / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(NODE_MODULES / source, fresh / target)
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


def npm() -> list[str]:
    """Return the command that starts npm: the machine's, else one installed into the environment."""
    if found := shutil.which("npm"):
        return [found]
    if not (BIN / "npm").exists():
        say("Installerar Node, som saknas på datorn")
        python = ["--python", str(BIN / "python")]
        run(
            [
                str(BIN / "uv"),
                "pip",
                "install",
                "--quiet",
                *python,
                "--require-hashes",
                "-r",
                "requirements-node.txt",
            ]
        )
    return [str(BIN / "python"), str(BIN / "npm")]


def run(command: list[str]) -> None:
    """Run a program in the project's folder; raise CalledProcessError when it fails."""
    subprocess.run(command, cwd=ROOT, check=True)


def say(sentence: str) -> None:
    """Tell what is being done."""
    print(f"  {sentence} …", flush=True)


if __name__ == "__main__":
    sys.exit(main())
