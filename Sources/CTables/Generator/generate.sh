#!/usr/bin/env bash
# Makes the tables anew that come from ICU's data: run it after the library changes.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
c++ -std=c++17 -O1 -o "$work/countries" countries.cpp -licuuc -licui18n
"$work/countries" >"$work/countries.tsv"
mv "$work/countries.tsv" ../Tables/countries.tsv
