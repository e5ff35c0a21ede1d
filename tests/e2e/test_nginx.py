"""A foreign web server, Debian's nginx, as the source of the programme: files in a folder, nothing else."""
import contextlib
import hashlib
import shutil
import socket
import subprocess

import programme as p
from screen import Screen, tap, until

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
CONFIG = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    types {{ application/json json; image/png png; }}
    {more}
    server {{
        listen 127.0.0.1:{port};
        root {folder}/site;
        location /moved.json {{ return 302 /programme.json; }}
        location /secret.json {{ return 401; }}
    }}
}}
"""


class Nginx:
    def __init__(self, folder, more=""):
        self.folder, self.more, self.process = folder, more, None
        (folder / "site/media").mkdir(parents=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def start(self):
        config = self.folder / "nginx.conf"
        config.write_text(CONFIG.format(folder=self.folder, port=self.port, more=self.more))
        with open(self.folder / "nginx.out", "ab") as out:
            self.process = subprocess.Popen([NGINX, "-p", self.folder, "-e", self.folder / "error.log", "-c", config],
                                            stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        until(self.answers, "nginx listening")

    def answers(self):
        tap.check(self.process.poll() is None, "nginx ended: " + (self.folder / "nginx.out").read_text())
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.kill()

    def url(self, path="/programme.json"):
        return f"http://127.0.0.1:{self.port}{path}"

    def publish(self, document, path="programme.json"):
        """As a careful person would: written beside, then renamed."""
        new = self.folder / "site/new"
        new.write_bytes(document if isinstance(document, bytes) else p.encode(document))
        new.rename(self.folder / "site" / path)

    def answered(self):
        return [line.split('"')[2].split()[0] for line in (self.folder / "access.log").read_text().splitlines()]


def folders(folder):
    (folder / "nginx").mkdir()
    (folder / "screen").mkdir()
    return folder / "nginx", folder / "screen"


@tap.case
def a_folder_on_nginx_feeds_a_screen(folder):
    place, home = folders(folder)
    picture = p.png(64, 48)
    with Nginx(place) as nginx:
        nginx.publish(picture, "media/" + hashlib.sha256(picture).hexdigest())
        nginx.publish(p.programme(1, [p.urgent("first", picture=p.picture(picture))], [p.wait("drop-in")]))
        with Screen(home, programme_url=nginx.url()) as screen:
            screen.wait_for(id="first", sequence=1)
            until(lambda: "304" in nginx.answered(), "a conditional request answered with 304")
            until(lambda: any(picture in f.read_bytes() for f in (home / "cache").rglob("*") if f.is_file()),
                  "the picture in the cache")
            nginx.publish(p.programme(2, [p.urgent("second")]))
            screen.wait_for(id="second", sequence=2)
            nginx.kill()
            count = len(screen.lines())
            screen.wait_for("the show going on", after=count, seconds=60)
            nginx.publish(p.programme(3, [p.urgent("third")]))
            nginx.start()
            screen.wait_for(id="third", sequence=3)


@tap.case
def a_file_that_is_written_slowly_is_not_believed_before_it_is_whole(folder):
    place, home = folders(folder)
    with Nginx(place) as nginx:
        nginx.publish(p.programme(1, [p.urgent("first")]))
        with Screen(home, programme_url=nginx.url()) as screen:
            screen.wait_for(id="first")
            data = p.encode(p.programme(2, [p.urgent("second")]))
            path = place / "site/programme.json"
            path.write_bytes(data[:100])
            asked = len(nginx.answered())
            until(lambda: len(nginx.answered()) > asked + 1, "the half being read")
            path.write_bytes(data)
            screen.wait_for(id="second", sequence=2)
            tap.equal(screen.messages(), {("first", 1), ("second", 2)})


@tap.case
def a_redirect_and_compression_are_followed(folder):
    place, home = folders(folder)
    with Nginx(place, "gzip on; gzip_min_length 1; gzip_types application/json;") as nginx:
        nginx.publish(p.programme(1, [p.urgent("first")]))
        with Screen(home, programme_url=nginx.url("/moved.json")) as screen:
            screen.wait_for(id="first", sequence=1)


if __name__ == "__main__":
    tap.run()
