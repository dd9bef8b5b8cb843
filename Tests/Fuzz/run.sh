#!/usr/bin/env bash
# Fuzzes the extractors and the sniffer: run.sh [SECONDS [FORMAT…]]. Formats: csv jsonl json xml sniff. Without SECONDS each
# is fed the same inputs every time, some ten seconds of them, so that what CI says does not depend on chance.
# What is found is written to the work folder (SLUICE_FUZZ_WORK, or one in TMPDIR) and ends the script with 1; the inputs
# that reach new code are kept there, too, and are fed again by the next run.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:-}
formats=("${@:2}")
[ ${#formats[@]} -gt 0 ] || formats=(csv jsonl json xml sniff)
work=${SLUICE_FUZZ_WORK:-${TMPDIR:-/tmp}/sluice-fuzz}
if [ -n "$seconds" ]; then
  most=(-max_total_time="$seconds")
else
  rm -rf "$work"
  most=(-seed=1 -runs=10000 -max_total_time=30)
fi

swift build -c release --product Fuzz
fuzz=$(swift build -c release --show-bin-path)/Fuzz
# libxml2, ICU and Swift's runtime keep what they made once: that is no leak.
export ASAN_OPTIONS=detect_leaks=0
for format in "${formats[@]}"; do
  mkdir -p "$work/$format"
  echo "fuzzing $format${seconds:+ for $seconds s}"
  SLUICE_FUZZ=$format timeout $((${seconds:-40} + 120)) "$fuzz" "$work/$format" "Corpus/$format" "${most[@]}" \
    -max_len=4096 -timeout=20 -rss_limit_mb=2048 -artifact_prefix="$work/$format-" >"$work/$format.log" 2>&1 || {
    tail -n 40 "$work/$format.log"
    echo "found in $format: $work/$format-*; see $work/$format.log" >&2
    exit 1
  }
  grep -E "^Done" "$work/$format.log"
done
