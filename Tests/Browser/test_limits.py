"""What no reader, crawler or attacker may do to a newspaper: fill its memory, hold its connections, or stop it."""

import os
import resource
import select
import socket
import threading
import time

import pytest

from newspaper import eventually, running

# `make soak` asks for a million.
STRAY_ADDRESSES = int(os.environ.get("STANDFIRST_STRAYS", "20000"))
IDLE_CONNECTIONS = 10_000

SHORT = {"limits.headtime": 1, "limits.idletime": 2, "limits.stalltime": 2, "limits.body": 1000, "limits.connections": 60}


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    """A newspaper with little patience."""
    with running(tmp_path_factory.mktemp("strict") / "data", demo=True, settings=SHORT) as paper:
        yield paper


def answer_of(connection: socket.socket) -> bytes:
    answer = b""
    try:
        while chunk := connection.recv(65536):
            answer += chunk
    except ConnectionError:
        pass
    return answer


def status_of(answer: bytes) -> int:
    assert answer.startswith(b"HTTP/1.1 "), answer[:100]
    return int(answer[9:12])


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"X-Long: " + b"a" * 40_000 + b"\r\n", 431),
        (b"".join(b"X-%d: a\r\n" % number for number in range(500)), 431),
        (b"".join(b"X-%d: %s\r\n" % (number, b"a" * 900) for number in range(90)), 431),
        (b"no colon in this line\r\n", 400),
        (b"Content-Length: 5\r\nContent-Length: 6\r\n", 400),
        (b"Content-Length: many\r\n", 400),
        (b"X: a\x00b\r\n", 400),
        (b"X-Short: " + b"a" * 4000 + b"\r\n", 200),
    ],
)
def test_a_head_that_is_too_large_or_malformed_is_refused(strict, head, expected):
    with strict.connect() as connection:
        connection.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + head + b"\r\n")
        assert status_of(answer_of(connection)) == expected
    assert strict.get("/robots.txt")[0] == 200


def test_an_address_as_long_as_a_head_may_be_is_refused_with_an_answer(strict):
    for length, expected in ((20_000, (404, 414)), (60_000, (400, 414, 431))):
        with strict.connect() as connection:
            connection.sendall(b"GET /" + b"a" * length + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert status_of(answer_of(connection)) in expected


@pytest.mark.parametrize("target", ["/", "/search", "/api/v1/stories"])
def test_a_body_that_is_too_large_is_refused_before_it_is_sent(strict, target):
    with strict.connect() as connection:
        connection.sendall(f"POST {target} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000000\r\n\r\n".encode())
        assert status_of(answer_of(connection)) == 413


def test_a_body_without_a_length_ends_where_the_bound_is(strict):
    with strict.connect(timeout=10) as connection:
        connection.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        sent = 0
        with pytest.raises(OSError):
            for _ in range(10_000):
                connection.sendall(b"400\r\n" + b"a" * 1024 + b"\r\n")
                sent += 1024
                time.sleep(0.001)
        assert sent < 5_000_000
    assert strict.get("/robots.txt")[0] == 200


def test_a_head_that_comes_a_byte_at_a_time_is_told_so_and_cut(strict):
    before = strict.metrics()['standfirst_connections_cut_total{limit="head"}']
    with strict.connect() as connection:
        begun = time.monotonic()
        answer = b""
        for byte in b"GET / HTTP/1.1\r\nHost: example.org\r\n" + b"X: aaaaaaaaaaaaaaaa\r\n" * 100:
            try:
                connection.send(bytes([byte]))
            except OSError:
                break
            if select.select([connection], [], [], 0.05)[0]:
                break
        answer = answer_of(connection)
        assert status_of(answer) == 408
        assert time.monotonic() - begun < 15
    assert strict.metrics()['standfirst_connections_cut_total{limit="head"}'] == before + 1


def test_a_connection_that_says_nothing_is_closed(strict):
    with strict.connect() as silent, strict.connect() as kept:
        kept.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n")
        assert kept.recv(65536).startswith(b"HTTP/1.1 200")
        assert silent.recv(1) == b""
        assert kept.recv(65536) == b""


def test_a_reader_who_is_slow_gets_all_and_one_who_takes_nothing_is_cut(strict):
    front = strict.get("/")[2]
    wanted = len(front) * 40

    def open_and_ask(answers: int):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        connection.settimeout(30)
        connection.connect(("127.0.0.1", strict.port))
        # Many answers asked for in one breath: more than fits on the way.
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * answers)
        return connection

    before = strict.metrics()['standfirst_connections_cut_total{limit="stall"}']
    stalled = open_and_ask(400)
    eventually(lambda: strict.metrics()['standfirst_connections_cut_total{limit="stall"}'] == before + 1, timeout=30)
    stalled.close()
    with open_and_ask(40) as slow:
        taken = 0
        while taken < wanted:
            # With so little room on the way it takes longer than the bound, and never as long without a byte.
            chunk = slow.recv(262_144)
            assert chunk, f"cut after {taken} of {wanted}"
            taken += len(chunk)
            time.sleep(0.02)
    assert strict.metrics()['standfirst_connections_cut_total{limit="stall"}'] == before + 1


def test_connections_beyond_the_bound_are_told_so_and_those_within_go_on(strict):
    refused_before = strict.metrics()["standfirst_connections_refused_total"]
    first = strict.connect()
    others = []
    try:
        refusals = 0
        for _ in range(80):
            connection = strict.connect()
            others.append(connection)
            if select.select([connection], [], [], 0.02)[0]:
                answer = answer_of(connection)
                assert status_of(answer) == 503 and b"Retry-After:" in answer
                refusals += 1
        assert refusals > 10
        first.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n")
        assert first.recv(65536).startswith(b"HTTP/1.1 200")
    finally:
        first.close()
        for connection in others:
            connection.close()
    assert eventually(lambda: _quietly(strict.metrics))["standfirst_connections_refused_total"] >= refused_before + 10
    assert strict.process.poll() is None


def _quietly(ask):
    try:
        return ask()
    except (OSError, AssertionError):
        return None


def test_ten_thousand_idle_connections_hold_nobody_up(tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < IDLE_CONNECTIONS + 500:
        pytest.skip(f"no more than {hard} files may be open here (ulimit -n)")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, IDLE_CONNECTIONS + 500), hard))
    try:
        with running(tmp_path / "data", demo=True, settings={"limits.idletime": 600}) as paper:
            for _ in range(50):
                paper.get("/")
            before = paper.memory()
            idle = [paper.connect() for _ in range(IDLE_CONNECTIONS)]
            eventually(lambda: paper.metrics()["standfirst_connections_open"] >= IDLE_CONNECTIONS)
            for path in ("/", "/search?q=harbour", "/robots.txt"):
                assert paper.get(path)[0] == 200
            each = (paper.memory() - before) / IDLE_CONNECTIONS
            print(f"{each:.0f} bytes of memory for each idle connection")
            assert each < 65_536
            for connection in (idle[0], idle[IDLE_CONNECTIONS // 2], idle[-1]):
                connection.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n")
                assert connection.recv(65536).startswith(b"HTTP/1.1 200")
            for connection in idle:
                connection.close()
            eventually(lambda: paper.metrics()["standfirst_connections_open"] < 10)
            assert not [line for line in paper.log_lines() if line["level"] in ("warning", "error")]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_multitude_of_addresses_where_nothing_is_fills_no_memory(tmp_path):
    with running(tmp_path / "data", demo=True) as paper:
        def ask(first: int, last: int, failures: list):
            """Twenty requests in one breath, all answered 404."""
            with paper.connect(timeout=60) as connection:
                for start in range(first, last, 20):
                    numbers = range(start, min(start + 20, last))
                    paths = [f"/{2000 + n % 25}/0{n % 9 + 1}/stray-{n}?x={n}" if n % 2 else f"/stray/{n}" for n in numbers]
                    request = "".join(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n" for path in paths)
                    connection.sendall(request.encode())
                    found, tail = 0, b""
                    while found < len(paths):
                        chunk = connection.recv(1 << 20)
                        if not chunk:
                            failures.append(f"closed at {start}")
                            return
                        window = tail + chunk
                        found += window.count(b"HTTP/1.1 404 ")
                        # What was counted must not be again; a status may be cut in two.
                        tail = window[-12:] if not window[-12:].startswith(b"HTTP/1.1 404") else window[-11:]

        def ask_all(first: int, last: int):
            failures = []
            span = (last - first) // 4
            threads = [threading.Thread(target=ask, args=(first + n * span, first + (n + 1) * span, failures)) for n in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert not failures

        warm = max(2000, STRAY_ADDRESSES // 10)
        ask_all(0, warm)
        before = paper.memory()
        ask_all(warm, warm + STRAY_ADDRESSES)
        grown = paper.memory() - before
        print(f"{grown / 1_048_576:.1f} MB more after {STRAY_ADDRESSES} addresses")
        assert grown < 48 * 1_048_576
        assert paper.get("/")[0] == 200
