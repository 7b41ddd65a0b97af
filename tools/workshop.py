"""The workshop behind the Makefile; needs only python3 (3.11+) and git.

It keeps .venv in step with the hash-locked requirements, and calls the tools. What a
machine lacks is named, with how to get it; SHUPING_NO_SKIP=1 turns that into a failure.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
VENV = HOUSE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
UV = "uv==0.13.9"
CATALOGUE = HOUSE / "shuping" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def run(*command: str | Path, **environment: str) -> None:
    """Run a command in the checkout; its failure is ours."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=HOUSE,
        env=os.environ | environment,
        check=False,
    )
    if done.returncode:
        sys.exit(done.returncode)


def lacking(part: str, how: str) -> None:
    """Name a missing part and how to get it; fatal under SHUPING_NO_SKIP."""
    print(f"skipped: {part}; to run it: {how}")
    if os.environ.get("SHUPING_NO_SKIP"):
        sys.exit(1)


def setup(lock: str = "dev") -> None:
    """Make .venv, install the lock with its hashes, compile the catalogue."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one is told
        sys.exit("Python 3.11 or newer is needed / 需要 Python 3.11 以上")
    if not PYTHON.exists():
        print("making .venv …", flush=True)
        run(sys.executable, "-m", "venv", VENV)
    _install(lock)
    run(BIN / "pybabel", "-q", "compile", "-D", "django", "-d", "shuping/locale")


def _install(lock: str) -> None:
    requirements = HOUSE / "requirements" / f"{lock}.lock"
    stamp = VENV / f"{lock}.stamp"
    wanted = hashlib.sha256(
        requirements.read_bytes() + (HOUSE / "pyproject.toml").read_bytes()
    ).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"installing requirements/{lock}.lock …", flush=True)
    run(PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", UV)
    uv = (BIN / "uv", "pip", "install", "-q", "-p", PYTHON)
    run(*uv, "--require-hashes", "-r", requirements)
    run(*uv, "--no-deps", "--no-build-isolation", "-e", HOUSE)
    stamp.write_text(wanted)


def demo() -> None:
    """Load the winter, work one round to its end, serve at PORT until Ctrl-C."""
    setup("run")
    sys.stdout.flush()
    command = [str(BIN / "shuping"), "demo", "--port", os.environ.get("PORT", "8000")]
    if os.name == "nt":
        run(*command)
    else:  # in our place, so that a signal reaches it and nobody else
        os.chdir(HOUSE)
        os.execv(command[0], command)  # noqa: S606 - our own program


def smoke() -> None:
    """Look whether `make demo` comes up, shows its welcome and stops cleanly."""
    setup("run")
    run(PYTHON, "tools/smoke.py")


def lint() -> None:
    """Run ruff and the contracts between the rooms."""
    setup()
    run(BIN / "ruff", "check", ".")
    run(BIN / "ruff", "format", "--check", ".")
    run(BIN / "lint-imports")


def types() -> None:
    """Run mypy."""
    setup()
    run(BIN / "mypy", "shuping", "tests", "tools")


def check() -> None:
    """Everything that reads the code without running it."""
    lint()
    types()
    run(
        PYTHON,
        *("-m", "django", "makemigrations", "--check", "--dry-run"),
        DJANGO_SETTINGS_MODULE="shuping.settings",
        DATABASE_URL="sqlite://:memory:",
    )


def test() -> None:
    """Run all tests on SQLite, and those that use the database on PostgreSQL too.

    Which lines of rules and services were run is not asked of those that walk through
    whole processes or all rooms: it would take twice their time and find nothing more.
    """
    setup()
    workers = ("-n", "auto", "--dist", "worksteal")
    pytest = (BIN / "pytest", "-q", *workers, "-m", "not nightly")
    rooms = ("bench", "browser", "linkattack", "oracle", "urn", "verify")
    across = sorted(one.name for one in (HOUSE / "tests").glob("test_*.py"))
    whole = [f"tests/{one}" for one in (*rooms, *across)]
    run(*pytest, *whole)
    run(*pytest, "--cov", "--cov-report=term", *(f"--ignore={one}" for one in whole))
    postgres = os.environ.get("SHUPING_POSTGRES_URL")
    if postgres:
        run(*pytest, DATABASE_URL=postgres)
    else:
        lacking(
            "the tests on PostgreSQL",
            "set SHUPING_POSTGRES_URL=postgres://USER:PASSWORD@127.0.0.1/DATABASE "
            "(a role that may create databases; .ci/run shows how)",
        )


def nightly() -> None:
    """Run the long tests: many schemes, many fuzzed folders, every failpoint."""
    setup()
    long = (
        "tests/oracle",
        "tests/folders",
        "tests/verify",
        "tests/test_failpoints.py",
        "tests/urn/test_faults.py",
        "tests/linkattack",
        "tests/ballots/rules/test_publication.py",
        "tests/documents",
    )
    pytest = (BIN / "pytest", "-q", "-n", "auto", "--dist", "worksteal")
    run(*pytest, *long, SHUPING_NIGHTLY="1")


def lock() -> None:
    """Write the locks anew; they hold hashes and name no host."""
    setup()
    for name, groups in (("run", ["setup"]), ("dev", ["setup", "dev"])):
        chosen = [word for group in groups for word in ("--group", group)]
        run(
            BIN / "uv",
            *("pip", "compile", "-q", "--universal", "--python-version", "3.11"),
            *("--generate-hashes", "--no-header", "--no-annotate"),
            *("--extra", "postgres", *chosen, "pyproject.toml"),
            *("-o", f"requirements/{name}.lock"),
        )


def words() -> None:
    """Gather new sentences into the catalogue, for a person to translate."""
    setup()
    template = VENV / "words.pot"
    pybabel = (BIN / "pybabel", "-q")
    run(PYTHON, "tools/sentences.py", template)
    run(
        *pybabel,
        *("update", "-D", "django", "-d", "shuping/locale", "-l", "zh_Hans"),
        *("-i", template, "--no-fuzzy-matching", "--ignore-obsolete", "-w", "88"),
    )


TARGETS: dict[str, Callable[[], None]] = {
    "setup": setup,
    "demo": demo,
    "smoke": smoke,
    "lint": lint,
    "types": types,
    "check": check,
    "test": test,
    "nightly": nightly,
    "lock": lock,
    "words": words,
}

if __name__ == "__main__":
    TARGETS[sys.argv[1]]()
