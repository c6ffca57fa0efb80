"""Run a command against a throw-away PostgreSQL on loopback: tools/with_postgres.py COMMAND…"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

OWNER = "postgres"
FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=60")


def main(command: list[str]) -> int:
    """Start a cluster, run the command with DATABASE_URL set, stop the cluster; return the command's exit code."""
    binaries = find_binaries()
    if binaries is None:
        print("Hoppar över PostgreSQL: initdb finns inte här (Debian: apt-get install postgresql-15).")
        return 0
    with tempfile.TemporaryDirectory(prefix="samsyn-pg-") as folder, cluster(binaries, Path(folder)) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


def find_binaries() -> Path | None:
    """Return the folder with initdb and postgres, the newest Debian one first, or None."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    on_path = shutil.which("initdb")
    folders = [*reversed(debian), *([Path(on_path).parent] if on_path else [])]
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@contextmanager
def cluster(binaries: Path, folder: Path) -> Iterator[str]:
    """Run a server on a free port with its data in the folder; give its address."""
    user = OWNER if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
    if user:
        shutil.chown(folder, user)
    data, port = folder / "data", free_port()
    ways = ("--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")
    initdb = [str(binaries / "initdb"), "-D", str(data), "-U", OWNER, *ways]
    subprocess.run(initdb, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    settings = [part for setting in ("unix_socket_directories=", *FAST) for part in ("-c", setting)]
    command = [str(binaries / "postgres"), "-D", str(data), "-h", "127.0.0.1", "-p", str(port), *settings]
    log = (folder / "log").open("w")
    server = subprocess.Popen(command, user=user, cwd=folder, stdout=log, stderr=log)
    try:
        create_database(server, port)
        yield f"postgres://{OWNER}@127.0.0.1:{port}/samsyn"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)
        log.close()


def free_port() -> int:
    """Return a port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def create_database(server: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the server answers, then create the database; raise RuntimeError when it has stopped."""
    for _ in range(150):
        if server.poll() is not None:
            raise RuntimeError("PostgreSQL startade inte")
        try:
            with psycopg.connect(host="127.0.0.1", port=port, user=OWNER, autocommit=True) as connection:
                connection.execute("CREATE DATABASE samsyn")
                return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise RuntimeError("PostgreSQL svarade inte")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
