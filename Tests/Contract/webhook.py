"""webhook.py SCHEMA BASE: checks what the sandbox POSTs to webhooks against the callback of the schema.

schemathesis tests what a service answers, not what it sends by itself.
"""

import http.server
import json
import queue
import sys
import threading
import urllib.request

import jsonschema_rs

schema_path, base = sys.argv[1:]
with open(schema_path, encoding="utf-8") as file:
    document = json.load(file)
callback = document["paths"]["/v1/leads/enrich"]["post"]["callbacks"]["results"]["{$request.body#/webhookUrl}"]["post"]
content_type, media = next(iter(callback["requestBody"]["content"].items()))
validator = jsonschema_rs.Draft202012Validator(media["schema"] | {"components": document["components"]}, validate_formats=True)
received = queue.Queue()


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        received.put((self.headers["Content-Type"], json.loads(body)))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()

for is_streaming, deliveries in [(False, 1), (True, 3)]:
    leads = [{"linkedinUrl": f"https://www.linkedin.com/in/{n}", "customData": {"row": str(n)}} for n in range(3)]
    submission = {
        "leads": leads, "includeContactDetails": True, "streamingResults": is_streaming,
        "webhookUrl": f"http://127.0.0.1:{server.server_port}/hook",
    }
    request = urllib.request.Request(
        base + "/v1/leads/enrich", json.dumps(submission).encode(),
        {"Authorization": "Bearer sandbox", "Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        accepted = json.load(answer)
    rows = []
    for _ in range(deliveries):
        sent_as, body = received.get(timeout=30)
        errors = [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(body)]
        if sent_as != content_type:
            errors.append(f"sent as {sent_as}, not {content_type}")
        if body.get("enrichment_id") != accepted["enrichment_id"]:
            errors.append("another job's id")
        if errors:
            sys.exit("webhook: " + "\n".join(errors))
        rows += [result["custom_data"]["row"] for result in body["results"]]
    if rows != ["0", "1", "2"]:
        sys.exit(f"webhook: results of {rows}")
print("webhook: 4 deliveries keep the contract")
