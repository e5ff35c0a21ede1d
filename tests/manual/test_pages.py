"""The manual pages name every command, option and key that there is, and no other."""
import re
import shutil
import subprocess

from programs import ROOT, help_by_command, hub_commands, hub_options, tap

PAGES = ROOT / "assets/man"
CONFIG = ROOT / "assets/config"


def page(name):
    return (PAGES / name).read_text()


def options_of(name):
    return {"--" + word for word in re.findall(r"\bFl Fl ([a-z-]+)", page(name))}


def commands_of(name):
    """The items of the list of commands: words until an argument."""
    listed = page(name).split("The commands are:")[1].split(".El")[0]
    for line in re.findall(r"^\.It (.*)$", listed, re.M):
        for item in line.split(" , "):
            yield re.sub(r" (Ar|Fl) .*", "", item).replace("Cm ", "")


def keys_of(name):
    """{section: {key: paragraph}}"""
    found = {}
    for text in re.split(r"^\.Ss Section ", page(name), flags=re.M)[1:]:
        section, *items = re.split(r"^\.It Ic (\w+)\n", text.split("\n.Sh ")[0], flags=re.M)
        found[f"[{section.splitlines()[0]}]"] = dict(zip(items[0::2], items[1::2]))
    return found


def sample_keys(name):
    """{section: {key: the default, or None where the line is only an example}} of a sample configuration. It is
    what the program makes of its table (tests/config/test_sample.c, tests/hub/test_settings_sample.c)."""
    found, section = {}, None
    for line in (CONFIG / name).read_text().splitlines():
        key = re.match(r"(; )?([a-z_]+) = (.*)", line)
        if line.startswith("["):
            section = found.setdefault(line, {})
        elif key:
            section[key[2]] = None if key[1] else key[3]
    return found


def check_keys(name, sample):
    written, wanted = keys_of(name), sample_keys(sample)
    tap.equal({s: set(k) for s, k in written.items()}, {s: set(k) for s, k in wanted.items()}, f"keys in {name}")
    for section, keys in wanted.items():
        for key, default in keys.items():
            tap.check(default is None or re.search(rf"(^|[\s(]){re.escape(default)}($|[\s,.)])", written[section][key]),
                      f"{name}: the default of {key} is {default}: {written[section][key]}")


@tap.case
def screen_and_staff_pages_name_each_command_and_option(_):
    told = help_by_command()
    for program in ("vantrum", "vantrumctl"):
        commands = {c for p, c in told if p == program and c}
        tap.check(commands, f"no command of {program} found")
        tap.equal(set(commands_of(f"{program}.1")), commands, f"commands in {program}.1")
        tap.equal(options_of(f"{program}.1"), set().union(*(o for (p, _), o in told.items() if p == program)),
                  f"options in {program}.1")


@tap.case
def the_hubs_page_names_each_command_and_option(_):
    tap.equal(set(commands_of("vantrum-hub.1")), hub_commands(), "commands in vantrum-hub.1")
    tap.equal(options_of("vantrum-hub.1"), hub_options(), "options in vantrum-hub.1")


@tap.case
def the_screens_configuration_page_names_each_key(_):
    check_keys("vantrum.conf.5", "vantrum.conf")


@tap.case
def the_hubs_configuration_page_names_each_key(_):
    check_keys("vantrum-hub.conf.5", "hub.conf")


@tap.case
def pages_are_clean(_):
    if not shutil.which("mandoc"):
        raise tap.Skip("no mandoc")
    pages = sorted(PAGES.iterdir())
    tap.equal([p.name for p in pages], ["vantrum-hub.1", "vantrum-hub.conf.5", "vantrum.1", "vantrum.conf.5",
                                        "vantrumctl.1"])
    done = subprocess.run(["mandoc", "-T", "lint", "-W", "style,stop", *pages], capture_output=True, text=True)
    findings = [line for line in done.stdout.splitlines()
                # Neither is about the page: where the other pages are installed, and whose operating system it is.
                if "referenced manual not found" not in line and "operating system explicitly specified" not in line]
    tap.equal(findings, [])


if __name__ == "__main__":
    tap.run()
