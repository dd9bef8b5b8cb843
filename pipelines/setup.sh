#!/usr/bin/env bash
# Installs the Debian packages that Sluice builds with, where they are missing. Sourced by quickstart.sh and Tests/run.sh.
set -euo pipefail

packages=(libxml2-dev libsimdjson-dev libcurl4-openssl-dev libicu-dev libphonenumber-dev libpsl-dev libsqlite3-dev
  libxxhash-dev zlib1g-dev libzstd-dev libre2-dev pkg-config)
missing=()
for package in "${packages[@]}" "$@"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing ${missing[*]}" >&2
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
fi
if ! command -v swift >/dev/null; then
  echo "swift is not on the PATH: install Swift 6.3 (https://www.swift.org/install/linux)" >&2
  exit 1
fi
