"""Fetch the front-end files that vendor.toml lists, or check that they are what was fetched.

vendor.py           fetch every package with npm, and write the checksums
vendor.py --check   exit 1 when a vendored file is missing or differs
"""

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SUMS = ROOT / "vendor.sha256"
#: What may not leave gov.uk (its font, its crest), and a pointer to a file we do not ship.
NOT_OURS = re.compile(
    rb"@font-face\{[^}]*\}|(?:background|(?:-webkit-)?mask)-image:url\(/assets/[^)]*\);?"
    rb"|/\*# sourceMappingURL=[^*]*\*/"
)
FONT = re.compile(rb'"?GDS Transport"?')


def packages() -> list[dict]:
    return tomllib.loads((ROOT / "vendor.toml").read_text())["package"]


def places() -> list[Path]:
    return [Path(p["folder"]) / name for p in packages() for name in p["files"].values()]


def digest(path: Path) -> str:
    return hashlib.sha256((ROOT / path).read_bytes()).hexdigest()


def ours(name: str, data: bytes) -> bytes:
    """The file as we serve it: our own font in a style sheet, the rest as it came."""
    if name.endswith(".css"):
        return FONT.sub(b'"IBM Plex Sans"', NOT_OURS.sub(b"", data))
    return data


def fetch() -> None:
    for package in packages():
        with tempfile.TemporaryDirectory() as folder:
            wanted = f"{package['name']}@{package['version']}"
            subprocess.run(
                [shutil.which("npm") or "npm", "pack", "--silent", wanted], cwd=folder, check=True
            )
            archive = next(Path(folder).glob("*.tgz"))
            target = ROOT / package["folder"]
            target.mkdir(parents=True, exist_ok=True)
            with tarfile.open(archive) as files:
                for inside, name in package["files"].items():
                    data = files.extractfile(f"package/{inside}").read()
                    (target / name).write_bytes(ours(name, data))
    SUMS.write_text("".join(f"{digest(path)}  {path}\n" for path in places()))


def check() -> int:
    kept = dict(reversed(line.split("  ", 1)) for line in SUMS.read_text().splitlines())
    wrong = [
        str(path)
        for path in places()
        if not (ROOT / path).exists() or digest(path) != kept.get(str(path))
    ]
    for path in wrong:
        print(f"{path} is not what was vendored: run make vendor")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(check() if "--check" in sys.argv else fetch())
