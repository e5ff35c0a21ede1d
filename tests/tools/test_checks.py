"""The static checks: each accepts what is right and finds what is wrong."""
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import tap

CHECKS = pathlib.Path(__file__).resolve().parents[2] / "tools/check"
MAP = """# Map
| floor | room | what | may use |
| --- | --- | --- | --- |
| 0 | `base` | x | libc |
| 1 | `wire` | x | base |
| 1 | `fetch` | x | base |
| 2 | `app` | x | all |
## Tools
| floor | room | what | may use |
| --- | --- | --- | --- |
| 5 | `hub/http` | x | base |
| 6 | `hub` | x | wire, hub/http |
## Libraries
| library | found as | headers and names | rooms |
| --- | --- | --- | --- |
| libcurl | `libcurl` | `curl/` | fetch |
| libmicrohttpd | `libmicrohttpd` | `microhttpd.h` `MHD_*` | hub/http |
"""
GOOD = {
    "firmware/README.md": MAP,
    "include/vantrum/base.h": "#ifndef A\n#define A\n#include <stdint.h>\n#include \"vantrum/base/error.h\"\n#endif\n",
    "include/vantrum/base/error.h": "#include <stdbool.h>\n",
    "include/vantrum/wire.h": '#include "vantrum/base.h"\n',
    "include/vantrum/fetch.h": '#include "vantrum/base.h"\n',
    "firmware/wire/wire.c": '#include "vantrum/wire.h"\n#include "own.h"\n',
    "firmware/wire/own.h": '#include "vantrum/base/error.h"\n',
    "firmware/wire/CMakeLists.txt": "vr_room(wire USES base)\n",
    "firmware/fetch/fetch.c": '#include "vantrum/fetch.h"\n#include <curl/curl.h>\n',
    "firmware/fetch/CMakeLists.txt": "vr_room(fetch USES base LIBS libcurl)\n",
    "firmware/app/main.c": '#include "vantrum/fetch.h"\n#include "vantrum/wire.h"\n#include <sys/stat.h>\n',
    "tools/hub/http.c": '#include "http.h"\n#include <microhttpd.h>\nint x = MHD_YES;\n',
    "tools/hub/http.h": '#include "vantrum/base.h"\n',
    "tools/hub/main.c": '#include "http.h"\n#include "vantrum/wire.h"\n',
}


def layers(folder, **changes):
    """What the check says of the good tree with some files changed; "/" is written "__" in names."""
    for name, text in GOOD.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for name, text in changes.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    done = subprocess.run([CHECKS / "layers", folder], capture_output=True, text=True)
    tap.equal(done.returncode, 1 if done.stdout else 0, done.stderr)
    return done.stdout


def finds(folder, words, **changes):
    said = layers(folder, **changes)
    tap.check(words in said and len(said.splitlines()) == 1, f"expected one line with {words!r}, got {said!r}")


@tap.case
def layers_accepts_what_the_map_allows(folder):
    tap.equal(layers(folder), "")


@tap.case
def layers_finds_a_room_that_is_not_allowed(folder):
    finds(folder, "room wire may not use", firmware__wire__wire_dot_c='#include "vantrum/fetch.h"\n')


@tap.case
def layers_finds_a_call_upwards(folder):
    finds(folder, "room base may not use", firmware__base__a_dot_c='#include "vantrum/wire.h"\n')


@tap.case
def layers_finds_a_path_into_another_room(folder):
    finds(folder, "leaves its folder", firmware__fetch__fetch_dot_c='#include "../wire/own.h"\n')
    finds(folder, "neither beside", firmware__fetch__fetch_dot_c='#include "wire/own.h"\n')


@tap.case
def layers_finds_firmware_that_knows_tools(folder):
    finds(folder, "neither beside", firmware__app__main_dot_c='#include "hub/http.h"\n')


@tap.case
def layers_finds_a_foreign_library(folder):
    finds(folder, "libcurl belongs to fetch alone", firmware__wire__wire_dot_c="#include <curl/easy.h>\n")
    finds(folder, "neither libc", firmware__wire__wire_dot_c="#include <expat.h>\n")


@tap.case
def layers_finds_the_server_library_outside_its_file(folder):
    finds(folder, "libmicrohttpd belongs", tools__hub__main_dot_c="#include <microhttpd.h>\n")
    finds(folder, "MHD_YES", tools__hub__main_dot_c="int x = MHD_YES; // MHD_NO in a comment\n")


@tap.case
def layers_finds_a_library_in_a_door(folder):
    finds(folder, "a door shows", include__vantrum__fetch_dot_h="#include <curl/curl.h>\n")


@tap.case
def layers_finds_circles(folder):
    finds(folder, "circle", include__vantrum__base__error_dot_h='#include "vantrum/base.h"\n')
    said = layers(folder, firmware__README_dot_md=MAP.replace("| libc |", "| wire |"))
    tap.check("a cycle" in said and "calls go down" in said, said)


@tap.case
def layers_finds_a_build_that_disagrees(folder):
    finds(folder, "USES nothing", firmware__wire__CMakeLists_dot_txt="vr_room(wire)\n")
    finds(folder, "libcurl is not among", firmware__wire__CMakeLists_dot_txt="vr_room(wire USES base LIBS libcurl)\n")


@tap.case
def layers_finds_a_folder_without_a_room(folder):
    finds(folder, "belongs to no room", firmware__extra__a_dot_c="\n")


def headers(folder, compiler, text):
    path = folder / "include/vantrum/a.h"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    done = subprocess.run([CHECKS / "headers", compiler, folder], capture_output=True, text=True)
    return done.returncode


@tap.case
def headers_must_stand_alone_and_be_guarded(folder):
    good = "#ifndef A_H\n#define A_H\n#include <stdint.h>\nstruct vr_a {\n\tuint8_t a;\n};\n#endif\n"
    for compiler in ("gcc", "clang"):
        tap.equal(headers(folder, compiler, good), 0, "a good header")
        tap.equal(headers(folder, compiler, good.replace("#include <stdint.h>\n", "")), 1, "a missing include")
        tap.equal(headers(folder, compiler, good.replace("#ifndef A_H\n#define A_H\n", "").replace("#endif\n", "")), 1,
                  "no guard")
        tap.equal(headers(folder, compiler, good.replace("uint8_t a;", "uint8_t a; typeof(1) b;")), 1, "not C11")


def check_file(tool, folder, text, *before):
    path = folder / "a.c"
    path.write_text(text)
    done = subprocess.run([CHECKS / tool, *before, path], capture_output=True, text=True)
    if done.returncode == 77:
        raise tap.Skip(done.stdout.strip())
    return done


@tap.case
def format_finds_spaces_for_tabs(folder):
    style = CHECKS.parents[1] / ".clang-format"
    (folder / ".clang-format").write_text(style.read_text())
    tap.equal(check_file("format", folder, "int f(void)\n{\n\treturn 1;\n}\n").returncode, 0)
    tap.check(check_file("format", folder, "int f(void)\n{\n  return 1;\n}\n").returncode != 0, "spaces passed")


@tap.case
def cppcheck_finds_a_null_dereference(folder):
    bad = "int f(int *p)\n{\n\tif (!p)\n\t\treturn *p;\n\treturn 0;\n}\n"
    tap.equal(check_file("cppcheck", folder, bad).returncode, 1)
    tap.equal(check_file("cppcheck", folder, bad.replace("!p", "p")).returncode, 0)


@tap.case
def tidy_finds_a_length_taken_one_short(folder):
    bad = "#include <stdlib.h>\n#include <string.h>\nvoid *f(char *p)\n{\n\treturn malloc(strlen(p + 1));\n}\n"
    tidy = CHECKS.parents[1] / ".clang-tidy"
    (folder / ".clang-tidy").write_text(tidy.read_text())
    (folder / "compile_commands.json").write_text(
        f'[{{"directory": "{folder}", "command": "clang -std=c11 -c a.c", "file": "{folder}/a.c"}}]')
    done = check_file("tidy", folder, bad, folder)
    tap.check(done.returncode != 0 and "strlen" in done.stdout, done.stdout + done.stderr)
    done = check_file("tidy", folder, bad.replace("strlen(p + 1)", "strlen(p) + 1"), folder)
    tap.equal(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    tap.run()
