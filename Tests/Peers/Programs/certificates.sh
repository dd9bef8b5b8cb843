#!/usr/bin/env bash
# certificates.sh FOLDER: makes an authority (ca.pem), another that signed nothing (other.pem), and a server's certificate
# and key (server.pem, server.key) for 127.0.0.1. They live for two days and never leave the folder.
set -euo pipefail
cd "$1"
key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
openssl req -x509 "${key[@]}" -keyout ca.key -out ca.pem -days 2 -subj "/CN=Sluice test authority" 2>/dev/null
openssl req -x509 "${key[@]}" -keyout other.key -out other.pem -days 2 -subj "/CN=Another authority" 2>/dev/null
openssl req "${key[@]}" -keyout server.key -out server.csr -subj "/CN=sluice test" 2>/dev/null
printf 'subjectAltName=IP:127.0.0.1\n' > names
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.pem 2>/dev/null
