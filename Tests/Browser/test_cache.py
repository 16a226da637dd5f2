"""The page cache as it stands: on two nodes behind HAProxy, behind Varnish, without its database, and under strange questions."""

import contextlib
import http.client
import json
import os
import re
import shutil
import subprocess
import time

import pytest

from newspaper import Newspaper, eventually, free_port, postgres_database
from pages import page_kinds
from test_running import postgres, running  # noqa: F401


@contextlib.contextmanager
def serving(port, *command):
    """A server that is ready when its port answers."""
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise AssertionError(process.stdout.read())
            with contextlib.suppress(OSError):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
                connection.connect()
                connection.close()
                break
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def ask(connection, path, headers=None):
    connection.request("GET", path, headers=headers or {})
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


def add_story(paper, folder, slug, headline):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{slug}.md").write_text(f"---\ntitle: {headline}\ndate: 2026-01-02T03:04:05Z\nauthor: Ada Marsh\n---\nIt came in.\n")
    paper.command("import", "markdown", folder, check=True)
    return f"/2026/01/{slug}"


def test_what_is_published_on_one_node_is_read_on_the_other_behind_haproxy(tmp_path):
    if "STANDFIRST_TEST_POSTGRES" not in os.environ:
        pytest.skip("STANDFIRST_TEST_POSTGRES names no server: run through Tests/postgres")
    if not shutil.which("haproxy"):
        pytest.skip("haproxy is not installed: Tools/setup test")
    with postgres_database() as database:
        with running(tmp_path / "one", database=database, demo=True) as first, running(tmp_path / "two", database=database) as second:
            port = free_port()
            (tmp_path / "haproxy.cfg").write_text(f"""
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s
frontend paper
    bind 127.0.0.1:{port}
    default_backend nodes
backend nodes
    balance roundrobin
    option httpchk GET /readyz
    http-response set-header X-Node %s
    server one 127.0.0.1:{first.port} check
    server two 127.0.0.1:{second.port} check
""")
            with serving(port, "haproxy", "-f", tmp_path / "haproxy.cfg", "-db"):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
                story = page_kinds(first)["story"]

                def both(path):
                    """What each node answers, by way of the balancer."""
                    answers = {}
                    while len(answers) < 2:
                        status, headers, body = ask(connection, path)
                        answers[headers["X-Node"]] = (status, body)
                    return answers

                eventually(lambda: both("/healthz"))
                for path in ["/", story]:
                    # On both from the cache, and the same.
                    assert len({body for status, body in both(path).values()}) == 1
                headlines = set()
                for number in range(3):
                    name = f"The Lantern {number}"
                    first.command("setup", "--name", name)
                    eventually(lambda: all(name.encode() in body for _, body in both("/").values()))
                    headlines.add(name)
                address = add_story(first, tmp_path / "content", "at-both", "It stands at both")
                eventually(lambda: all(status == 200 for status, _ in both(address).values()))
                first.command("story", "withdraw", address, "--notice", "Taken back.", "--by", "An Editor")
                eventually(lambda: all(status == 410 for status, _ in both(address).values()))
                assert all(address.encode() not in body for _, body in both("/").values())


VCL = """
vcl 4.1;
backend default {{ .host = "127.0.0.1"; .port = "{port}"; }}
acl newsroom {{ "127.0.0.1"; }}
sub vcl_recv {{
    if (req.method == "BAN") {{
        if (client.ip !~ newsroom) {{ return (synth(405)); }}
        ban("obj.http.Surrogate-Key ~ " + req.http.Surrogate-Key-Pattern);
        return (synth(200, "Banned"));
    }}
}}
sub vcl_deliver {{
    set resp.http.X-Hits = obj.hits;
}}
"""


def test_varnish_lets_go_of_what_changed_and_of_nothing_else(tmp_path):
    varnish = shutil.which("varnishd") or shutil.which("/usr/sbin/varnishd")
    if not varnish:
        pytest.skip("varnish is not installed: Tools/setup test")
    port = free_port()
    data = tmp_path / "data"
    data.mkdir()
    (data / "standfirst.json").write_text(json.dumps({"cache": {"varnish": [f"http://127.0.0.1:{port}/"]}}))
    with running(data, demo=True) as paper:
        kinds = page_kinds(paper)
        (tmp_path / "paper.vcl").write_text(VCL.format(port=paper.port))
        command = [varnish, "-F", "-j", "none", "-n", tmp_path / "varnish", "-a", f"127.0.0.1:{port}", "-f", tmp_path / "paper.vcl", "-s", "malloc,32m"]
        with serving(port, *command):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

            def hits(path):
                status, headers, _ = ask(connection, path)
                assert status == 200
                return int(headers["X-Hits"])

            for path in [kinds["story"], kinds["standing page"], "/"]:
                hits(path)
                assert hits(path) == 1
            paper.command("story", "withdraw", kinds["story"], "--notice", "Taken back.", "--by", "An Editor")
            # Far sooner than the minute that the page may stand there.
            eventually(lambda: ask(connection, kinds["story"])[0] == 410, timeout=30)
            eventually(lambda: kinds["story"].encode() not in ask(connection, "/")[2], timeout=30)
            assert hits(kinds["standing page"]) >= 2
            # What changes while Varnish is away is told when it is back; a page without keys in common stays.
            paper.command("setup", "--name", "The Other Lantern")
            eventually(lambda: b"The Other Lantern" in ask(connection, kinds["standing page"])[2], timeout=30)


def test_pages_are_given_out_while_the_database_is_away_but_nothing_that_was_taken_from_readers(tmp_path, postgres):  # noqa: F811
    with running(tmp_path / "data", database=postgres.address, demo=True) as paper:
        kinds = page_kinds(paper)
        others = [path for path in re.findall(rb'href="(/\d{4}/\d{2}/[^"#]+)"', paper.get("/")[2]) if path.decode() != kinds["story"]]
        withdrawn = others[0].decode()
        for path in ["/", kinds["story"], withdrawn, kinds["section"]]:
            assert paper.get(path)[0] == 200
        paper.command("story", "withdraw", withdrawn, "--notice", "Taken back.", "--by", "An Editor")
        eventually(lambda: paper.get(withdrawn)[0] == 410)
        for path in ["/", kinds["section"]]:
            assert withdrawn.encode() not in paper.get(path)[2]
        postgres.stop()
        try:
            for path in ["/", kinds["story"], kinds["section"]]:
                status, headers, body = paper.get(path)
                assert status == 200 and withdrawn.encode() not in body
            eventually(lambda: "outdated" in (paper.get("/")[1]["Cache-Status"] or ""))
            _, headers, _ = paper.get("/")
            assert headers["Cache-Control"] == "public, max-age=0, s-maxage=5"
            assert paper.get(withdrawn)[0] in (410, 503)
            assert paper.get("/search?q=harbour")[0] == 503
        finally:
            postgres.start()
        eventually(lambda: paper.get("/readyz")[0] == 200)
        eventually(lambda: paper.get("/")[1]["Cache-Status"] is None)
        assert paper.get(withdrawn)[0] == 410


def test_addresses_without_end_take_no_memory(tmp_path):
    with running(tmp_path / "data", demo=True) as paper:
        connection = http.client.HTTPConnection("127.0.0.1", paper.port, timeout=30)

        def resident():
            status = open(f"/proc/{paper.process.pid}/status").read()
            return int(re.search(r"VmRSS:\s+(\d+)", status)[1])

        def strangers(name, count):
            for number in range(count):
                assert ask(connection, f"/{name}/{number}")[0] == 404

        strangers("warm", 1000)
        before = resident()
        strangers("many", 4000)
        # A kept page would be ten kilobytes of each: forty megabytes.
        assert resident() - before < 20_000
