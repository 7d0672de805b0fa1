#!/bin/sh
# Installs what Debrief needs from Debian where it may, else prints the exact line to run.
#   system_packages.sh         what running needs: Python's venv, and what the PDF engine stands on
#   system_packages.sh test    what the tests need besides: a browser and the library its driver wants
# Looks first: where nothing is missing it changes nothing and needs no rights.
set -eu
python=${PYTHON:-python3}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
  echo "Debrief needs Python 3.11 or newer as $python." >&2
  exit 1
}

# Asks the loader itself, so that a library counts wherever it came from.
missing=$("$python" - "$@" <<'END'
import ctypes, importlib.util, shutil, sys

def lacks(*names):
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return False
    return True

packages = []
if not all(map(importlib.util.find_spec, ("ensurepip", "venv"))):
    packages.append("python3-venv")
for library, package in {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}.items():
    if lacks(f"lib{library}.so.0", f"lib{library}.0.dylib"):
        packages.append(package)
if "test" in sys.argv[1:]:
    if not shutil.which("chromium"):
        packages.append("chromium")
    if sys.platform == "linux" and lacks("libatomic.so.1"):
        packages.append("libatomic1")
print(*packages)
END
)

[ -z "$missing" ] && exit 0
command -v apt-get >/dev/null || { echo "Install these, then run make again: $missing" >&2; exit 1; }
line="apt-get update && apt-get install -y --no-install-recommends $missing"
if [ "$(id -u)" = 0 ]; then
  DEBIAN_FRONTEND=noninteractive sh -c "$line"
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  sudo DEBIAN_FRONTEND=noninteractive sh -c "$line"
else
  echo "Run this as root, then run make again:  $line" >&2
  exit 1
fi
