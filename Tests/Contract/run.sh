#!/usr/bin/env bash
# Checks a running sandbox against schemas/precept.openapi.yaml: what it answers with schemathesis, well and under
# faults, and what it sends to webhooks. Takes about 20 s (pip needs the network once); SLUICE names the program, CONTRACT_SCHEMA another schema.
set -euo pipefail
cd "$(dirname "$0")/../.."

schema=${CONTRACT_SCHEMA:-schemas/precept.openapi.yaml}
sluice=${SLUICE:-.build/debug/sluice}
venv=.build/contract
# Made anew when the pinned versions change.
if ! cmp -s Tests/Contract/requirements.txt "$venv/requirements.txt"; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement Tests/Contract/requirements.txt
  cp Tests/Contract/requirements.txt "$venv/requirements.txt"
fi

work=$(mktemp -d)
pids=()
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap finish EXIT
"$venv/bin/python" Tests/Contract/narrow.py "$schema" "$work/schema.json"

# start NAME OPTIONS…: a sandbox on a free port; its address stands in $base.
start() {
  local name=$1
  shift
  "$sluice" sandbox --port 0 --credits 1000000000 "$@" 2>"$work/$name.talk" &
  pids+=($!)
  base=
  for _ in $(seq 200); do
    base=$(sed -n 's/^.*sandbox listens on \(http:[^;]*\);.*$/\1/p' "$work/$name.talk")
    [ -z "$base" ] || return 0
    sleep 0.05
  done
  cat "$work/$name.talk" >&2
  exit 1
}

# check NAME EXCLUDED…: the same examples every time.
check() {
  local name=$1 excluded=$2
  # schemathesis leaves files where it stands.
  (cd "$work" && "$OLDPWD/$venv/bin/st" run schema.json --url "$base" --header "Authorization: Bearer sandbox" \
    --checks all --exclude-checks "$excluded" --max-examples 40 --generation-deterministic \
    --request-timeout 10 --no-color) >"$work/$name.out" 2>&1 || { cat "$work/$name.out" >&2; exit 1; }
  sed -n '/^Test cases:/{n;s/^ */'"$name"': /p}' "$work/$name.out"
}

start webhooks
"$venv/bin/python" Tests/Contract/webhook.py "$work/schema.json" "$base"

start well --faults Tests/Contract/quiet.yaml
# Methods that the contract does not name are none of its business.
check well unsupported_method

start faults --faults Tests/Contract/faults.yaml
# Here valid requests are refused and errors of the server are meant; their form is what is checked.
check faults unsupported_method,not_a_server_error,positive_data_acceptance,negative_data_rejection,ignored_auth,missing_required_header,ensure_resource_availability
echo "contract: all kept"
