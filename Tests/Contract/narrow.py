"""narrow.py SCHEMA OUT: the schema as the sandbox keeps it: every x-sandbox takes its place beside what it narrows."""

import json
import sys

import yaml


def narrow(node):
    if isinstance(node, list):
        return [narrow(item) for item in node]
    if not isinstance(node, dict):
        return node
    own = {key: narrow(value) for key, value in node.items() if key != "x-sandbox"}
    return own | node.get("x-sandbox", {})


with open(sys.argv[1], encoding="utf-8") as source, open(sys.argv[2], "w", encoding="utf-8") as out:
    json.dump(narrow(yaml.load(source, yaml.SafeLoader)), out)
