#!/bin/sh
# Installs what Python needs from Debian where it may, else prints the exact line to run.
set -eu

missing=""
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
  echo "Debrief needs Python 3.11 or newer as python3." >&2
  exit 1
}
python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"

[ -z "$missing" ] && exit 0
line="apt-get update && apt-get install -y --no-install-recommends$missing"
command -v apt-get >/dev/null || { echo "Install these and run make again:$missing" >&2; exit 1; }
if [ "$(id -u)" = 0 ]; then
  sh -c "$line"
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  sudo sh -c "$line"
else
  echo "Run this as root, then run make again:  $line" >&2
  exit 1
fi
