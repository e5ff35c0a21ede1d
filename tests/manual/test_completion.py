"""Completion offers what the programs take: each option of each command, and the words of those that have some."""
import shutil
import subprocess

from programs import HUB_OPTIONS, ROOT, help_by_command, hub_commands, hub_options, tap

COMPLETION = ROOT / "assets/completion"
BASH = 'source "$1"; shift; COMP_CWORD=$(($# - 2)); f=$1; shift; COMP_WORDS=("$@"); "$f"; printf "%s\\n" "${COMPREPLY[@]}"'
ZSH = ("autoload -U compinit bashcompinit; compinit -D; bashcompinit; " + BASH.split(";")[0]
       + '; shift; f=$1; shift; emulate -L sh; setopt kshglob braceexpand; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
       + '"$f"; printf "%s\\n" "${COMPREPLY[@]}"')


def offered(*words, shell="bash"):
    """What is offered for the last of the words, the first being the program."""
    program = words[0]
    function = "_" + program.replace("-", "_")
    command = ["bash", "--norc", "-c", BASH] if shell == "bash" else ["zsh", "-f", "-c", ZSH]
    done = subprocess.run([*command, shell, COMPLETION / program, function, *words], capture_output=True, text=True)
    tap.equal((done.returncode, done.stderr), (0, ""), f"{words}")
    return set(done.stdout.split())


@tap.case
def each_command_and_option_is_offered(_):
    for (program, command), options in help_by_command().items():
        if command:
            tap.check(command in offered(program, ""), f"{program} {command}")
            extra = {"--config"} if (program, command) == ("vantrum", "check") else set()
            tap.equal(offered(program, command, "--"), options | extra, f"{program} {command}")
        else:
            tap.equal({w for w in offered(program, "") if w.startswith("--")}, options, program)


@tap.case
def the_hubs_commands_and_options_are_offered(_):
    commands = hub_commands()
    tap.equal(offered("vantrum-hub", ""), {c.split()[0] for c in commands} | {"--help", "--version"})
    seen = {"--help", "--version"}
    for command in commands:
        words = command.split()
        if len(words) == 2:
            tap.check(words[1] in offered("vantrum-hub", words[0], ""), command)
        common = {"--config", "--verbose"} if command == "serve" else {"--config", "--clinic"}
        tap.equal(offered("vantrum-hub", *words, "x", "--"), HUB_OPTIONS.get(command, set()) | common, command)
        seen |= HUB_OPTIONS.get(command, set()) | common
    tap.equal(seen, hub_options(), "all options of the hub")


@tap.case
def words_are_offered_by_their_beginning(_):
    tap.equal(offered("vantrumctl", "--hub", "x", "pu"), {"push"})
    tap.equal(offered("vantrumctl", "push", "--priority", "e"), {"emergency"})
    tap.equal(offered("vantrumctl", "wait", "drop-in", "--level", "very"), {"very_long"})
    tap.equal(offered("vantrumctl", "push", "--title", ""), set())
    tap.equal(offered("vantrumctl", "list", "--token-file", ""), set())
    tap.equal(offered("vantrum", "run", "--clock", ""), {"trusted", "untrusted"})
    tap.equal(offered("vantrum-hub", "user", "add", "anna", "--role", ""), {"viewer", "editor", "admin"})


@tap.case
def zsh_offers_the_same(_):
    if not shutil.which("zsh"):
        raise tap.Skip("no zsh")
    for words in (("vantrumctl", ""), ("vantrumctl", "push", "--pri"), ("vantrumctl", "push", "--kind", ""),
                  ("vantrum", "render", "--"), ("vantrum-hub", "token", "add", "x", "--")):
        # zsh picks those that fit the word itself.
        fitting = {w for w in offered(*words, shell="zsh") if w.startswith(words[-1])}
        tap.equal(fitting, offered(*words), f"{words}")


if __name__ == "__main__":
    tap.run()
