"""The Java side of the embedded broker: a Java runtime, and Kafka's jars fetched once through Maven into a cache.

The jars (about 43 MB) are kept by Kafka version in `$XDG_CACHE_HOME/ringfence` (`~/.cache/ringfence`), so that tests,
demos and clones share them. `python -m app.broker_jars` fetches them; `scripts/bootstrap.sh` runs it.
"""

import argparse
import fcntl
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from app.errors import BrokerError

KAFKA_FILES = Path(__file__).parent / "kafka"
"""Our pom.xml, log4j2.properties and the template of server.properties."""
POM = KAFKA_FILES / "pom.xml"
JAVA_NEEDED = 17
"""The oldest Java that Kafka 4 runs on."""


def kafka_version() -> str:
    """Return the Kafka version named in our pom.xml, such as "4.1.1"."""
    found = re.search(r"<kafka\.version>(.+?)</kafka\.version>", POM.read_text(encoding="utf-8"))
    if found is None:
        raise BrokerError(f"{POM} names no kafka.version; install Ringfence again.")
    return found[1]


def jars_dir() -> Path:
    """Return the folder that holds, or will hold, the jars."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "ringfence" / f"kafka-{kafka_version()}"


def jars_present() -> bool:
    """Tell whether the jars are there, whole, and those of our present pom.xml (a copy of which is written last)."""
    stamp = jars_dir() / "pom.xml"
    return stamp.is_file() and stamp.read_bytes() == POM.read_bytes()


def find_java() -> Path:
    """Return the Java to run Kafka with: that of $JAVA_HOME, else the first on the path.

    Raises BrokerError when there is none or it is older than `JAVA_NEEDED`.
    """
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=f"{home}/bin") if home else None
    found = found or shutil.which("java")
    cure = f"install Java {JAVA_NEEDED} or newer (on Debian: apt-get install openjdk-17-jre-headless)"
    if found is None:
        raise BrokerError(f"The embedded broker needs Java and there is none; {cure}.")
    # `java -version` prints to standard error: version "17.0.15", before Java 9 version "1.8.0_402".
    printed = subprocess.run([found, "-version"], capture_output=True, text=True, errors="replace", check=False).stderr
    version = re.search(r'version "(?:1\.)?(\d+)', printed)
    if version is None:
        raise BrokerError(f"{found} does not run as Java; {cure}.")
    if int(version[1]) < JAVA_NEEDED:
        raise BrokerError(f"The embedded broker needs Java {JAVA_NEEDED} and {found} is Java {version[1]}; {cure}.")
    return Path(found)


def ensure_jars(say: Callable[[str], None] = lambda _: None) -> Path:
    """Fetch the jars unless they are present, and return their folder.

    say: called with a line of progress before anything slow. Raises BrokerError when Maven is missing or fails.
    """
    target = jars_dir()
    if jars_present():
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Two processes that start at once: the second waits, then finds the jars present.
        with (target.parent / f"{target.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not jars_present():
                _fetch(target, say)
    except OSError as error:
        raise BrokerError(f"Kafka's jars cannot be stored in {target}: {error}.") from error
    return target


def _fetch(target: Path, say: Callable[[str], None]) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise BrokerError(
            "Fetching Apache Kafka needs Maven and there is none; install it (on Debian: apt-get install maven)."
        )
    say(f"fetching Apache Kafka {kafka_version()} (43 MB, once) into {target}")
    # Into a folder beside the target, moved into place when whole: a fetch that is interrupted leaves no half broker.
    with tempfile.TemporaryDirectory(prefix="fetch-", dir=target.parent) as name:
        fetched = Path(name) / "jars"
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={fetched}"]
        run = subprocess.run(
            [maven, "-B", "-q", "-f", str(POM), *goal], capture_output=True, text=True, errors="replace", check=False
        )
        if run.returncode != 0:
            errors = [line for line in run.stdout.splitlines() if line.startswith("[ERROR]")] or ["no message"]
            raise BrokerError(f"Maven could not fetch Apache Kafka: {errors[0].removeprefix('[ERROR]').strip()}")
        shutil.copyfile(POM, fetched / "pom.xml")
        shutil.rmtree(target, ignore_errors=True)
        fetched.rename(target)


def _say(line: str) -> None:
    sys.stderr.write(f"ringfence: {line}\n")


def main(arguments: list[str] | None = None) -> int:
    """Run `python -m app.broker_jars [--check-java | --check-jars]` and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m app.broker_jars", description="Fetch the embedded broker's jars.")
    parser.add_argument("--check-java", action="store_true", help="only check that a Java that is new enough is there")
    parser.add_argument("--check-jars", action="store_true", help="only check that the jars are there")
    asked = parser.parse_args(arguments)
    try:
        if asked.check_java:
            find_java()
        elif asked.check_jars:
            return 0 if jars_present() else 1
        else:
            ensure_jars(_say)
    except BrokerError as error:
        _say(str(error))
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
