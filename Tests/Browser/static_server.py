"""Serves a folder of files as their user would: by nginx with the export's own configuration, or by what Python has."""

import functools
import http.server
import os
import pathlib
import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request

from newspaper import Newspaper, free_port


class Nginx:
    """nginx with the two files that an export writes for it."""

    get = Newspaper.get

    def __init__(self, site: pathlib.Path, folder: pathlib.Path, port: int | None = None):
        self.folder = folder
        self.port = port or free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        folder.mkdir(parents=True)
        mime = pathlib.Path("/etc/nginx/mime.types")
        types = f"include {mime};" if mime.exists() else ""
        (folder / "nginx.conf").write_text(
            f"""
            daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
            {"user root;" if os.getuid() == 0 else ""}
            events {{ worker_connections 256; }}
            http {{
                {types} access_log off;
                client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
                uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
                include {site}/.standfirst/nginx-http.conf;
                server {{
                    listen 127.0.0.1:{self.port}; root {site};
                    include {site}/.standfirst/nginx-server.conf;
                }}
            }}
            """
        )

    @staticmethod
    def is_there() -> bool:
        return shutil.which("nginx", path="/usr/sbin:/usr/bin:/opt/homebrew/bin:/usr/local/bin") is not None

    def __enter__(self):
        program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/opt/homebrew/bin:/usr/local/bin")
        self.process = subprocess.Popen([program, "-c", str(self.folder / "nginx.conf")], stderr=subprocess.PIPE, text=True)
        for _ in range(100):
            if self.process.poll() is not None:
                raise AssertionError(self.process.stderr.read())
            try:
                urllib.request.urlopen(self.origin + "/robots.txt", timeout=2).close()
                return self
            except urllib.error.URLError:
                time.sleep(0.05)
        raise AssertionError("nginx does not answer")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)


class PlainServer:
    """`python3 -m http.server`, which can be told nothing."""

    get = Newspaper.get

    def __init__(self, site: pathlib.Path):
        handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(site))
        handler.log_message = lambda *_: None
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
