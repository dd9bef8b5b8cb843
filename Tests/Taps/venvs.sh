#!/usr/bin/env bash
# Makes the virtual environments of the Singer taps that `TapTests` runs, one for each, in .build/taps: they cannot share
# their dependencies. pip needs the network once; a tap that cannot be had is left out, and its tests say so.
set -euo pipefail
cd "$(dirname "$0")/../.."

for pins in Tests/Taps/*.txt; do
  tap=$(basename "$pins" .txt)
  venv=.build/taps/$tap
  # Made anew when the pinned versions change.
  cmp -s "$pins" "$venv/pins.txt" && continue
  rm -rf "$venv"
  if python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$pins"; then
    cp "$pins" "$venv/pins.txt"
  else
    echo "$tap cannot be had: its tests are skipped" >&2
  fi
done
