#!/usr/bin/env bash
# Installs what is missing, builds sluice, runs the quickstart pipeline against the embedded sandbox and shows what came
# of it. Nothing leaves this machine.
set -euo pipefail
cd "$(dirname "$0")/.."

bash pipelines/setup.sh
swift build -c release --product sluice
sluice=$(swift build -c release --show-bin-path)/sluice

"$sluice" run pipelines/quickstart.yaml
echo
echo "The first people of pipelines/out/people.csv:"
head -n 6 pipelines/out/people.csv
