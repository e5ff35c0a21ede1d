"""What the three programs say of themselves, and what the contract wants of the hub."""
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/tools"))
import tap  # noqa: E402, F401

VANTRUM, HUB, CTL = (os.environ[name] for name in ("VANTRUM", "VANTRUM_HUB", "VANTRUMCTL"))

# The hub's commands by contract §5, and the options of its own that a command has beside --config and --clinic.
HUB_COMMANDS = {"serve", "import", "export", "backup", "user add", "user passwd", "user remove", "user list",
                "screen add", "screen remove", "screen list", "token add", "token revoke", "token list"}
HUB_OPTIONS = {"user add": {"--role"}, "token add": {"--role"}, "screen add": {"--name", "--area", "--groups"}}


def help_of(*argv):
    done = subprocess.run(argv, capture_output=True, text=True)
    tap.equal((done.returncode, done.stderr), (0, ""), f"{argv}")
    return done.stdout


def options_in(text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))


def commands_in(text, program):
    """The commands that a help lists: lines that begin with two spaces and a word, or with the program's name."""
    return set(re.findall(rf"^  (?:{program} )?([a-z]+) ", text, re.M))


def help_by_command():
    """{(program, command): its options}; command "" stands for what goes without one."""
    text = help_of(VANTRUM, "--help")
    found = {("vantrum", ""): {"--help", "--version"}}
    for line in re.findall(r"^  vantrum ([a-z]+ .*)$", text, re.M):
        found["vantrum", line.split()[0]] = options_in(line)
    text = help_of(CTL, "--help")
    found["vantrumctl", ""] = options_in(text)
    for command in commands_in(text, "vantrumctl"):
        found["vantrumctl", command] = options_in(help_of(CTL, command, "--help"))
    return found


def hub_commands():
    """Those of the hub's help: one word or two, then what is to be given."""
    found = set(re.findall(r"^  ([a-z]+(?: [a-z]+)?)(?= |$)(?! ?\|)", help_of(HUB, "--help"), re.M))
    tap.check(HUB_COMMANDS <= found, f"the hub lacks {HUB_COMMANDS - found}")
    return found


def hub_options():
    return options_in(help_of(HUB, "--help"))
