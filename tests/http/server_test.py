#!/usr/bin/python3
"""integrart-server over real sockets: health, refusals, hostile clients, orderly end. Argument: the program."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

PROGRAM = sys.argv.pop(1)


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)


class Server:
    """The program on a free port, with its data in a folder of its own."""

    def __init__(self, data):
        self.process = subprocess.Popen(
            [PROGRAM, "--data", str(data), "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.address = self.process.stdout.readline().strip()
        self.port = int(self.address.rsplit(":", 1)[1])

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body=body, headers=headers or {})
        response = connection.getresponse()
        content = response.read()
        connection.close()
        return response, content

    def send(self, raw, seconds=30):
        """Sends raw bytes; gives all that comes back until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as client:
            got = b""
            try:
                client.sendall(raw)
                while piece := client.recv(65536):
                    got += piece
            except (ConnectionResetError, BrokenPipeError):
                pass
            return got

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=30)
        return self.process.returncode


class ServerTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.data = Path(self.folder.name) / "data"
        self.server = Server(self.data)

    def tearDown(self):
        if self.server.process.poll() is None:
            self.server.stop()
        self.folder.cleanup()

    def test_health(self):
        response, body = self.server.ask("GET", "/healthz")
        self.assertEqual(response.status, 200)
        health = json.loads(body)
        self.assertEqual({k: health[k] for k in ("status", "database", "store")}, dict.fromkeys(("status", "database", "store"), "ok"))
        self.assertRegex(health["version"], r"^\d+\.\d+\.\d+$")
        self.assertEqual(response.headers["Content-Type"], "application/json")
        self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")
        self.assertEqual(response.headers["X-Frame-Options"], "DENY")
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        self.assertIn("default-src 'none'", response.headers["Content-Security-Policy"])
        self.assertIsNone(response.headers["Server"])

    def test_head_has_the_headers_only(self):
        response, body = self.server.ask("HEAD", "/healthz")
        self.assertEqual((response.status, body), (200, b""))
        self.assertGreater(int(response.headers["Content-Length"]), 0)

    def test_a_store_that_is_gone_is_noticed(self):
        (self.data / "artefacts").rename(self.data / "elsewhere")
        (self.data / "artefacts").write_text("a file where the folder was")
        response, body = self.server.ask("GET", "/healthz")
        self.assertEqual(response.status, 503)
        self.assertEqual(json.loads(body)["status"], "failing")
        self.assertNotEqual(json.loads(body)["store"], "ok")
        self.assertNotIn(str(self.data), body.decode())

    def test_unknown_page_in_the_reader_s_language(self):
        response, body = self.server.ask("GET", "/nowhere?x=1", headers={"Accept-Language": "uk"})
        self.assertEqual(response.status, 404)
        self.assertIn("нічого немає", json.loads(body)["error"]["message"])

    def test_other_methods_are_refused(self):
        response, _ = self.server.ask("POST", "/healthz")
        self.assertEqual((response.status, response.headers["Allow"]), (405, "GET, HEAD"))

    def test_a_body_where_none_belongs(self):
        response, body = self.server.ask("POST", "/healthz", body=b"x")
        self.assertEqual((response.status, json.loads(body)["error"]["code"]), (413, "limit_exceeded"))

    def test_hostile_requests(self):
        cases = {
            "endless header": b"GET /healthz HTTP/1.1\r\n" + b"".join(b"X-%d: %s\r\n" % (i, b"y" * 1000) for i in range(2000)),
            "long target": b"GET /" + b"a" * 100000 + b" HTTP/1.1\r\n\r\n",
            "no request": b"\x00\x01\x02\x03\r\n\r\n",
            "negative length": b"POST /healthz HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
            "huge length": b"POST /healthz HTTP/1.1\r\nContent-Length: 99999999999999\r\n\r\n",
            "no path": b"GET  HTTP/1.1\r\n\r\n",
            "endless chunks": b"POST /healthz HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + b"5\r\nhello\r\n" * 20000,
            "absolute": b"GET http://elsewhere/healthz HTTP/1.1\r\nHost: elsewhere\r\n\r\n",
        }
        for name, raw in cases.items():
            with self.subTest(name):
                answer = self.server.send(raw)
                self.assertNotIn(b" 200 ", answer.split(b"\r\n")[0])
                self.assertEqual(self.server.ask("GET", "/healthz")[0].status, 200)
        with open(f"/proc/{self.server.process.pid}/status", encoding="ascii") as status:
            peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
        self.assertLess(peak, 300_000, "kilobytes at the peak")

    def test_slow_clients_do_not_keep_others_out(self):
        slow = [socket.create_connection(("127.0.0.1", self.server.port)) for _ in range(7)]
        for client in slow:
            client.sendall(b"GET /healthz HTTP/1.1\r\n")
        self.assertEqual(self.server.ask("GET", "/healthz")[0].status, 200)
        began = time.monotonic()
        dripping = slow[0]
        dripping.settimeout(1)
        with self.assertRaises(OSError):
            while time.monotonic() - began < 60:
                dripping.sendall(b"a")
                try:
                    if dripping.recv(1000) == b"":
                        raise ConnectionResetError
                except socket.timeout:
                    pass
        self.assertLess(time.monotonic() - began, 30, "a request that never ends is cut off")
        for client in slow:
            client.close()

    def test_many_at_once(self):
        seen = []

        def ask():
            for _ in range(20):
                seen.append(self.server.ask("GET", "/healthz")[0].status)

        threads = [threading.Thread(target=ask) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(seen, [200] * 120)

    def test_it_stops_in_order(self):
        self.assertEqual(self.server.stop(), 0)
        again = Server(self.data)
        self.assertEqual(again.ask("GET", "/healthz")[0].status, 200)
        again.process.send_signal(signal.SIGINT)
        again.process.communicate(timeout=30)
        self.assertEqual(again.process.returncode, 0)

    def test_a_port_that_is_taken(self):
        result = run("--data", str(self.data), "--listen", f"127.0.0.1:{self.server.port}")
        self.assertEqual(result.returncode, 4)
        self.assertIn(f"127.0.0.1:{self.server.port}", result.stderr)
        self.assertIn("--listen", result.stderr)


class CommandLineTest(unittest.TestCase):
    def test_help_and_version(self):
        self.assertEqual(run("--help").returncode, 0)
        self.assertIn("integrart-server --data", run("--help").stdout)
        self.assertRegex(run("--version").stdout, r"^integrart-server \d+\.\d+\.\d+\n$")

    def test_wrong_use(self):
        for arguments in ([], ["--data"], ["--nonsense"], ["--data", "x", "--listen", "nowhere"]):
            with self.subTest(arguments):
                result = run(*arguments)
                self.assertEqual((result.returncode, result.stdout), (2, ""))
                self.assertTrue(result.stderr.startswith("integrart-server: "))
                self.assertEqual(result.stderr.count("\n"), 1)

    def test_back_ends_that_are_not_there(self):
        with tempfile.TemporaryDirectory() as folder:
            for arguments in (["--database", "postgresql://x/y"], ["--store", "s3+https://x/y"], ["--queue", "amqp://x"]):
                with self.subTest(arguments):
                    result = run("--data", folder, *arguments)
                    self.assertIn(result.returncode, (3, 4))
                    self.assertIn(arguments[1], result.stderr)

    def test_a_data_folder_that_is_a_file(self):
        with tempfile.NamedTemporaryFile() as file:
            result = run("--data", file.name)
            self.assertEqual(result.returncode, 4)
            self.assertIn(file.name, result.stderr)

    def test_a_database_that_is_none(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "integrart.db").write_bytes(os.urandom(8192))
            result = run("--data", folder)
            self.assertIn(result.returncode, (3, 4))
            self.assertIn("integrart.db", result.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
