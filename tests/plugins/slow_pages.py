"""A server that gives a dashboard's pages away up to a mark, and the rest when it is told to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import urlopen

PATIENCE_SECONDS = 30


@contextmanager
def slow_pages(dashboard: str, mark: str) -> Iterator[tuple[str, threading.Event]]:
    """Its address, and what is set to let the rest of its pages go."""
    rest = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with urlopen(dashboard + self.path) as answer:  # noqa: S310
                body, kind = answer.read(), answer.headers["Content-Type"]
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            first, found, after = body.partition(mark.encode())
            self.wfile.write(first)
            self.wfile.flush()
            if found:
                assert rest.wait(PATIENCE_SECONDS)
            self.wfile.write(found + after)

        def log_message(self, *_: object) -> None:
            """Nothing: what is asked for is not told."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", rest
    finally:
        rest.set()
        server.shutdown()
        serving.join()
        server.server_close()
