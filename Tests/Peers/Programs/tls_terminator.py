"""tls_terminator.py CERTIFICATE KEY PORT [die]

Takes TLS off connections to a free loopback port, which is printed, and passes their bytes on to PORT and back. With
`die` it reads a whole request, passes it on, and then drops the connection without a word (no close_notify).
"""
import select
import socket
import ssl
import sys
import threading

certificate, key, port = sys.argv[1:4]
dies = sys.argv[4:] == ["die"]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)


def whole(request):
    head, found, body = request.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    return bool(found) and len(body) >= int(lengths[0] if lengths else 0)


def pass_on(client, service):
    """Until either side ends."""
    while True:
        ready = [client] if client.pending() else select.select([client, service], [], [])[0]
        for source, sink in ((client, service), (service, client)):
            if source in ready:
                data = source.recv(65536)
                if not data:
                    return
                sink.sendall(data)


def serve(raw):
    try:
        with context.wrap_socket(raw, server_side=True) as client, socket.create_connection(
            ("127.0.0.1", int(port))
        ) as service:
            if dies:
                request = b""
                while not whole(request):
                    request += client.recv(65536)
                service.sendall(request)
            else:
                pass_on(client, service)
    except OSError:
        raw.close()


listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
