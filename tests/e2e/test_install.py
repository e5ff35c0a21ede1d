"""An installed Väntrum finds its own files and is a service."""
import json
import os
import pathlib
import re
import subprocess

from screen import ROOT, VANTRUM, tap

BUILD = pathlib.Path(os.environ.get("VANTRUM_BUILD", ROOT / "build/test"))
SAMPLE = "share/vantrum/sample/programme.json"


def install(folder):
    """Installs below the folder; returns where the prefix is in it."""
    done = subprocess.run(["cmake", "--install", BUILD], env=os.environ | {"DESTDIR": str(folder)}, capture_output=True,
                          text=True)
    tap.equal(done.returncode, 0, done.stdout + done.stderr)
    found = list(folder.rglob("bin/vantrum"))
    tap.equal(len(found), 1, "programs called vantrum")
    return found[0].parents[1]


def render(program, programme, out):
    done = subprocess.run([program, "render", "--programme", programme, "--now", "2026-11-23T09:30:00Z", "--size",
                           "640x360", "--out", out], capture_output=True, text=True)
    tap.equal(done.returncode, 0, done.stderr)
    return {path.name: path.read_bytes() for path in out.iterdir()}


@tap.case
def installed_programs_find_their_assets(folder):
    prefix = install(folder)
    document = json.loads((prefix / SAMPLE).read_text())
    document["messages"], document["waits"] = document["messages"][:1], document["waits"][:1]
    programme = folder / "programme.json"
    programme.write_text(json.dumps(document))
    installed = render(prefix / "bin/vantrum", programme, folder / "installed")
    tap.equal(installed, render(VANTRUM, programme, folder / "built"), "pictures of both")
    # They are its own: without its phrases it draws something else, or nothing.
    locale = prefix / "share/vantrum/locale"
    for path in locale.glob("*"):
        path.unlink()
    done = subprocess.run([prefix / "bin/vantrum", "render", "--programme", programme, "--now", "2026-11-23T09:30:00Z",
                           "--size", "640x360", "--out", folder / "bare"], capture_output=True, text=True)
    tap.check(done.returncode != 0 or (folder / "bare/001.png").read_bytes() != installed["001.png"],
              "the installed program does not use the installed phrases")


@tap.case
def the_services_start_what_was_installed(folder):
    prefix = install(folder)
    for program, lines in (("vantrum", ["Type=notify", "Restart=always", "NoNewPrivileges=yes", "User=vantrum"]),
                           ("vantrum-hub", ["Type=exec", "Restart=always", "NoNewPrivileges=yes", "User=vantrum-hub",
                                            "StateDirectory=vantrum-hub"])):
        unit = (prefix / f"lib/systemd/system/{program}.service").read_text()
        started = re.search(r"^ExecStart=(\S+)", unit, re.M)[1]
        tap.equal(folder / started.lstrip("/"), prefix / "bin" / program)
        for line in lines:
            tap.check(line in unit.splitlines(), f"{line} is missing in {program}.service")
        users = (prefix / f"lib/sysusers.d/{program}.conf").read_text()
        tap.check(re.search(rf"^u {program} ", users, re.M), f"no user {program}: {users}")


@tap.case
def every_program_comes_with_its_page_and_completion(folder):
    prefix = install(folder)
    programs = sorted(path.name for path in (prefix / "bin").iterdir())
    tap.equal(programs, ["vantrum", "vantrum-hub", "vantrumctl"])
    for program in programs:
        tap.check((prefix / f"share/man/man1/{program}.1").stat().st_size > 0, f"no page of {program}")
        completion = (prefix / f"share/bash-completion/completions/{program}").read_text()
        tap.check(completion.endswith(f" {program}\n"), f"no completion of {program}")
        done = subprocess.run([prefix / "bin" / program, "--version"], capture_output=True, text=True)
        tap.equal((done.returncode, done.stdout.split()[0]), (0, program), done.stderr)
    for page, sample in (("vantrum.conf", "vantrum.conf"), ("vantrum-hub.conf", "hub.conf")):
        tap.check((prefix / f"share/man/man5/{page}.5").stat().st_size > 0, f"no page of {page}")
        tap.check((prefix / f"share/vantrum/config/{sample}").exists(), f"no sample of {sample}")


if __name__ == "__main__":
    tap.run()
