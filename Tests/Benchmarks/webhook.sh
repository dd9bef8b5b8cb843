#!/usr/bin/env bash
# The webhook receiver under load: Tests/Benchmarks/webhook.sh [SECONDS, 60]
# wrk POSTs deliveries of one result over SLUICE_CONNECTIONS (32) connections to the receiver on a real ledger with full
# synchronisation; then to a wrong path for a tenth of the time. Targets: 1,000 a second, p99 under 50 ms, memory flat,
# and every delivery that was answered 200 stands in the ledger. Exits 1 where one is missed.
# SLUICE_RATE (1500) is about how many a second are sent; 0 sends as fast as it goes, and p99 is then that of a full queue.
# The ledger goes to SLUICE_BENCH or a folder in TMPDIR: put it on the disk that is to be measured.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-60}
connections=${SLUICE_CONNECTIONS:-32}
rate=${SLUICE_RATE:-1500}
pause=$((rate ? connections * 1000 / rate : 0))
mkdir -p "${SLUICE_BENCH:=${TMPDIR:-/tmp}/sluice-bench}"
work=$(mktemp -d "$SLUICE_BENCH/webhook.XXXXXX")

bash pipelines/setup.sh wrk python3
swift build -c release --product ReceiverBench >&2
bench=$(swift build -c release --show-bin-path)/ReceiverBench
path=/hooks/$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
"$bench" "$work/state" 127.0.0.1:0 "$path" > "$work/out" &
server=$!
trap 'kill -9 $server $sampler 2>/dev/null || true; rm -rf "$work"' EXIT
sampler=
until [ -s "$work/out" ]; do kill -0 $server; sleep 0.1; done
url=http://127.0.0.1:$(head -1 "$work/out")

load() { # PATH SECONDS PAUSE
  wrk -t 2 -c "$connections" -d "$2s" --timeout 10s -s Tests/Benchmarks/webhook.lua "$url$1" -- "$(date +%s)" "$3" |
    sed -n 's/^figures //p'
}
# First as fast as it goes, until the ledger's caches are full.
warm=$(load "$path" 20 0)
( while sleep 1; do awk '/^VmRSS/ {print $2}' /proc/$server/status; done > "$work/memory" 2>/dev/null ) &
sampler=$!
right=$(load "$path" "$seconds" "$pause")
cp "$work/memory" "$work/memory.right"
wrong=$(load /hooks/guess $((seconds / 10 + 1)) 0)
flood=$(tail -1 "$work/memory")
kill $sampler; kill -TERM $server; wait $server

python3 - "$work" "$warm" "$right" "$wrong" "$flood" "$(tail -1 "$work/out")" <<'P'
import sqlite3, statistics, sys
work, warm, right, wrong, flood, groups = sys.argv[1:]
requests, micros, refused, broken, p50, p99, worst = map(float, right.split())
rows = sqlite3.connect(f"{work}/state/ledger.sqlite").execute("SELECT count(*) FROM delivery").fetchone()[0]
memory = [int(line) / 1024 for line in open(f"{work}/memory.right")]
quarter = max(1, len(memory) // 4)
early, late = statistics.median(memory[:quarter]), statistics.median(memory[-quarter:])
answered = int(warm.split()[0]) + requests
rate, wrong_rate = requests / micros * 1e6, float(wrong.split()[0]) / float(wrong.split()[1]) * 1e6
print(f"{rate:,.0f} deliveries/s over {micros / 1e6:.0f} s, p50 {p50:.1f} ms, p99 {p99:.1f} ms, worst {worst:.0f} ms")
print(f"{groups}; {rows:,} in the ledger, {answered:,.0f} answered, {refused + broken:.0f} of them not with 200")
print(f"memory: {early:.1f} MB in the first quarter, {late:.1f} MB in the last, {max(memory):.1f} MB at most")
print(f"wrong path: {wrong_rate:,.0f} requests/s turned away, {int(flood) / 1024:.1f} MB after it")
missed = [
    words
    for words, is_met in {
        "1,000 a second": rate >= 1000,
        "p99 under 50 ms": p99 < 50,
        "all answered with 200": refused + broken == 0,
        "all that was answered is kept": rows >= answered,
        "memory flat": late <= early * 1.1 + 4,
        "memory flat under a flood": int(flood) / 1024 <= max(memory) * 1.1 + 4,
    }.items()
    if not is_met
]
print("missed: " + ", ".join(missed) if missed else "all targets met")
sys.exit(bool(missed))
P
