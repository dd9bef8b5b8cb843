# A tap that sends two people the first time, and one more each time after.
if [ "$1" != --state ]; then
  echo '{"type": "SCHEMA", "stream": "contacts", "schema": {"properties": {}}, "key_properties": ["id"]}'
  echo '{"type": "SCHEMA", "stream": "companies", "schema": {"properties": {}}, "key_properties": ["id"]}'
  echo '{"type": "RECORD", "stream": "contacts", "record": {"id": 1, "name": {"first": "ada", "last": "lovelace"}}}'
  echo '{"type": "RECORD", "stream": "companies", "record": {"id": 1, "name": "Engines"}}'
  echo 'INFO half way'
  echo '{"type": "RECORD", "stream": "contacts", "record": {"id": 2, "name": {"first": "Grace", "last": "Hopper"}}}'
  echo '{"type": "STATE", "value": {"bookmarks": {"contacts": 2}}}'
else
  at=$(sed 's/[^0-9]//g' "$2")
  echo '{"type": "SCHEMA", "stream": "contacts", "schema": {"properties": {}}, "key_properties": ["id"]}'
  echo "{\"type\": \"RECORD\", \"stream\": \"contacts\", \"record\": {\"id\": $((at + 1)), \"name\": {\"last\": \"New\"}}}"
  echo "{\"type\": \"STATE\", \"value\": {\"bookmarks\": {\"contacts\": $((at + 1))}}}"
fi
