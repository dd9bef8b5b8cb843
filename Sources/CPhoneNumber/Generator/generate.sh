#!/usr/bin/env bash
# Makes PlainNumbers.inc anew from the installed libphonenumber: run it after the library changes.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
c++ -std=c++17 -O1 -o "$work/plans" plans.cpp -lphonenumber -lprotobuf
"$work/plans" "$(dpkg-query -W -f='${Version}' libphonenumber-dev)" >"$work/PlainNumbers.inc"
mv "$work/PlainNumbers.inc" ../PlainNumbers.inc
