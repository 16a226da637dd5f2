"""Sets a kept page of the demo beside nginx serving the same bytes from a file, under load from wrk, in turn.

usage: beside-nginx.py PROGRAM [ROUNDS [SECONDS]]

Both are asked over the same 32 connections, without compression and with gzip, and the ratio is that of their rates: above 1, the
program is the quicker. Everything happens on this machine, whose noise falls on both alike.
"""

import contextlib
import gzip
import pathlib
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

NGINX = """
worker_processes {workers}; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; types {{ text/html html; }} sendfile on; tcp_nodelay on; keepalive_requests 1000000000;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  open_file_cache max=100; open_file_cache_valid 3600s; gzip_static on;
  server {{ listen 127.0.0.1:{port}; root {folder}/site; }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read()


@contextlib.contextmanager
def running(command, url):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                fetch(url)
                break
            time.sleep(0.1)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def rate(url, coding, seconds):
    """Requests a second."""
    result = subprocess.run(
        ["wrk", "-t1", "-c32", f"-d{seconds}s", "-H", f"Accept-Encoding: {coding}", url], capture_output=True, text=True, check=True)
    if "Non-2xx" in result.stdout or "Socket errors" in result.stdout:
        raise SystemExit(result.stdout)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", result.stdout)[1])


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    program = sys.argv[1]
    rounds, seconds = (int(text) for text in (sys.argv[2:] + ["5", "4"][len(sys.argv) - 2:])[:2])
    for tool in ["nginx", "wrk"]:
        if not shutil.which(tool):
            raise SystemExit(f"{tool} is not installed: Tools/setup bench")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        port, other = free_port(), free_port()
        origin = f"http://127.0.0.1:{port}"
        serve = [program, "serve", "--demo", "--data", str(folder / "data"), "--address", f"127.0.0.1:{port}"]
        with running(serve, f"{origin}/healthz"):
            stories = set(re.findall(r'href="(/\d{4}/\d\d/[^"#]+)"', fetch(origin + "/").decode()))
            address = max(stories, key=lambda story: len(fetch(origin + story)))
            page = fetch(origin + address)
            site = folder / "site"
            site.mkdir()
            (site / "page.html").write_bytes(page)
            (site / "page.html.gz").write_bytes(gzip.compress(page, 9))
            (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=other, workers=2))
            with running(["nginx", "-p", name, "-c", str(folder / "nginx.conf")], f"http://127.0.0.1:{other}/page.html"):
                ours, theirs = origin + address, f"http://127.0.0.1:{other}/page.html"
                print(f"{address}, {len(page)} bytes")
                for coding in ["identity", "gzip"]:
                    for url in [ours, theirs]:
                        rate(url, coding, 1)
                    ratios = []
                    for _ in range(rounds):
                        mine, nginx = rate(ours, coding, seconds), rate(theirs, coding, seconds)
                        ratios.append(mine / nginx)
                        print(f"{coding:8} {mine:9.0f}/s  nginx {nginx:9.0f}/s  ratio {mine / nginx:.2f}")
                    print(f"{coding:8} median ratio {statistics.median(ratios):.2f}")


main()
