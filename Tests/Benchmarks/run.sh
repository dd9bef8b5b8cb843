#!/usr/bin/env bash
# Whole commands against their peers, in one hyperfine run each: Tests/Benchmarks/run.sh [copy|json|xml|clean|match|growth|lookup|known …]
# Data and peer scripts come from shared/ beside the project (or SLUICE_SHARED); work goes to SLUICE_BENCH or a folder
# in TMPDIR. Prints a table of ratios; hyperfine's own figures stay in the work folder as JSON.
set -euo pipefail
cd "$(dirname "$0")/../.."
shared=$(realpath "${SLUICE_SHARED:-../shared}")
work=${SLUICE_BENCH:-${TMPDIR:-/tmp}/sluice-bench}
rows=${SLUICE_ROWS:-1000000}
runs=${SLUICE_RUNS:-5}

bash pipelines/setup.sh hyperfine libxml2-utils python3-venv
swift build -c release --product sluice >&2
sluice=$(swift build -c release --show-bin-path)/sluice
mkdir -p "$work/out"
[ -x "$work/peers/bin/python" ] || { python3 -m venv "$work/peers" && "$work/peers/bin/pip" install -q duckdb polars; }
python=$work/peers/bin/python
generator=$shared/data/generator/leadgen.py
[ -f "$work/data/leads.xml" ] || python3 "$generator" --rows "$rows" --seed 42 --out "$work/data"
[ -f "$work/tenth/leads.csv" ] || python3 "$generator" --rows $((rows / 10)) --seed 42 --out "$work/tenth" --formats csv

pipeline() { # NAME EXTRACT TRANSFORM-LINE
  printf 'name: %s\nextract: [%s]\n%s\noutput: [{csv: out/%s.csv}]\n' "$1" "$2" "$3" "$1" > "$work/$1.yaml"
}
pipeline copy '{csv: data/leads.csv}' 'transform: []'
pipeline json '{jsonl: data/leads.jsonl}' 'transform: []'
pipeline xml '{xml: data/leads.xml, record: /leads/lead}' 'transform: []'
pipeline clean '{csv: data/leads.csv}' ''
pipeline match '{csv: data/leads.csv}' 'transform: [normalise, {dedupe: {match: {}}}]'
pipeline tenth '{csv: tenth/leads.csv}' ''
# The same as `clean` with everybody bought: `lookup` publishes them again, `known` runs with nothing left to buy.
pipeline bought '{csv: data/leads.csv}' $'load: {sandbox: {credits: 1000000000}}\nstate: bought'

declare -A peers=(
  [copy]="$python $shared/eval/peer_polars.py scan $work/data/leads.csv $work/out/peer.csv"
  [copy2]="$python $shared/eval/peer_duckdb.py scan $work/data/leads.csv $work/out/peer.csv"
  [json]="$python $shared/eval/peer_duckdb.py jscan $work/data/leads.jsonl $work/out/peer.csv"
  [xml]="xmllint --stream --noout $work/data/leads.xml"
  [clean]="$python $shared/eval/peer_duckdb.py lite $work/data/leads.csv $work/out/peer.csv"
)

measure() { # NAME COMMAND PEER
  hyperfine --warmup 1 --runs "$runs" --export-json "$work/$1.json" "$2" "$3" >&2
  python3 - "$1" "$work/$1.json" <<'P'
import json, sys
a, b = json.load(open(sys.argv[2]))["results"]
print(f"| {sys.argv[1]} | {a['median']:.2f} s | {b['median']:.2f} s | {a['median'] / b['median']:.2f} |")
P
}

bought() { # buys everybody once: three minutes and 800 MB of disk for a million rows
  [ -f "$work/bought/done" ] && return
  /usr/bin/time -f 'buying everybody: %e s, peak memory %M KB' "$sluice" run --quiet "$work/bought.yaml" >&2
  touch "$work/bought/done"
}

for name in ${@:-copy copy2 json xml clean match growth lookup known}; do
  case $name in
    copy | json | xml | clean) measure "$name" "$sluice run --quiet $work/$name.yaml" "${peers[$name]}" ;;
    match)
      # Splink takes the better part of a minute: once each, in the same minute.
      "$work/peers/bin/pip" install -q splink pandas
      runs=1 measure match "$sluice run --quiet $work/match.yaml" "env OUT=$work/out $python $shared/eval/ref_splink_leads.py $work/data 2"
      /usr/bin/time -f 'match: peak memory %M KB' "$sluice" run --quiet "$work/match.yaml" >&2
      ;;
    copy2) measure copy2 "$sluice run --quiet $work/copy.yaml" "${peers[copy2]}" ;;
    lookup | known)
      bought
      [ "$name" = lookup ] && choice=--publish-only || choice=
      measure "$name" "$sluice run --quiet $choice $work/bought.yaml" "$sluice run --quiet $work/clean.yaml"
      /usr/bin/time -f "peak memory of $name: %M KB" "$sluice" run --quiet $choice "$work/bought.yaml"
      ;;
    growth)
      measure growth "$sluice run --quiet $work/clean.yaml" "$sluice run --quiet $work/tenth.yaml"
      /usr/bin/time -f 'peak memory of clean: %M KB' "$sluice" run --quiet "$work/clean.yaml"
      ;;
  esac
done
