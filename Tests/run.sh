#!/usr/bin/env bash
# All tests, from nothing. Arguments go to `swift test` (for example --filter LedgerTests).
set -euo pipefail
cd "$(dirname "$0")/.."

# What tests talk to (a TLS terminator in Python with openssl's certificates, a proxy) and check tables with.
bash pipelines/setup.sh python3 python3-venv openssl tinyproxy-bin publicsuffix python3-lxml
# The direction of imports: a room may use only what Package.swift says it uses.
swift build --build-tests --explicit-target-dependency-import-check error
# Singer taps from PyPI, which run offline.
Tests/Taps/venvs.sh
# Servers and their clients talk within one process: beside tests that calculate they would wait for a thread for minutes.
talking='ReceiverTests|SandboxTests|TransportTests'
if [ $# -gt 0 ]; then
  swift test --skip-build --parallel "$@"
else
  swift test --skip-build --parallel --filter "$talking"
  swift test --skip-build --parallel --skip "$talking"
fi
# The sandbox and its OpenAPI document, where everything is tested.
[ $# -gt 0 ] || bash Tests/Contract/run.sh
