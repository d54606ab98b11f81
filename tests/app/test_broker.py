"""The embedded broker, started for real: it starts, is reused, stops, recovers and says what is wrong."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from app import broker_jars, broker_setup
from app.broker import Broker
from app.broker_jars import ensure_jars, find_java, kafka_version
from app.errors import BrokerError
from app.kafka_client import kafka_brokers


@pytest.fixture
def own(free_ports: int, tmp_path: Path) -> Iterator[Broker]:
    """A broker of the test's own, not yet started."""
    made = Broker(free_ports, tmp_path, tie_to_parent=True)
    yield made
    made.stop()


def gone(pid: int, within: float = 5.0) -> bool:
    until = time.monotonic() + within
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def test_it_starts_is_reused_keeps_its_data_and_stops_cleanly(own: Broker, tmp_path: Path) -> None:
    assert not own.ready()
    assert own.pid() is None
    own.start()
    assert own.ready()
    assert not own.reused
    pid = own.pid()
    assert pid is not None
    assert os.getpgid(pid) == pid != os.getpgrp()

    again = Broker(own.port, tmp_path)
    again.start()
    assert again.reused
    assert again.pid() == pid
    again.stop()
    assert own.ready(), "a reused broker was stopped by one who did not start it"

    began = time.monotonic()
    own.stop()
    assert time.monotonic() - began < 6
    assert gone(pid)
    assert not own.ready()
    assert own.pid() is None
    meta = (own.home / "log" / "meta.properties").read_text()
    own.start()
    assert (own.home / "log" / "meta.properties").read_text() == meta

    Broker(own.port, tmp_path).stop(reused=True)
    assert not own.ready()


def test_a_killed_broker_leaves_a_stale_pid_file_and_starts_again(own: Broker) -> None:
    own.start()
    pid = own.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert gone(pid)
    assert own.pid() is None
    own.start()
    assert own.ready()
    assert own.pid() != pid


def test_a_pid_file_that_names_another_process_is_stale(own: Broker) -> None:
    own.home.mkdir(parents=True)
    (own.home / "broker.pid").write_text(str(os.getpid()))
    assert own.pid() is None
    own.stop(reused=True)
    (own.home / "broker.pid").write_text("nonsense")
    assert own.pid() is None


def test_it_dies_with_a_killed_parent_when_tied_to_it(free_ports: int, tmp_path: Path) -> None:
    start = f"Broker({free_ports}, {str(tmp_path)!r}, tie_to_parent=True).start()"
    code = f"from app.broker import Broker; {start}; input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE) as parent:
        try:
            until = time.monotonic() + 60
            while not kafka_brokers("127.0.0.1", free_ports):
                assert parent.poll() is None
                assert time.monotonic() < until
                time.sleep(0.1)
            pid = Broker(free_ports, tmp_path).pid()
        finally:
            parent.kill()
    assert pid is not None
    assert gone(pid)


def test_a_port_that_another_program_has_is_named(own: Broker) -> None:
    for port in (own.port, own.port + 1):
        with socket.create_server(("127.0.0.1", port)), pytest.raises(BrokerError, match=f"needs port {port} for"):
            own.start()


def test_a_data_folder_served_on_another_port_is_refused(own: Broker, tmp_path: Path) -> None:
    own.start()
    with pytest.raises(BrokerError, match="already runs a broker"):
        Broker(own.port + 10, tmp_path).start()
    assert own.ready()


def test_a_start_that_fails_says_what_kafka_said_last(own: Broker) -> None:
    log = own.home / "log"
    log.mkdir(parents=True)
    (log / "meta.properties").write_text("version=1\ncluster.id=wrong\nnode.id=77\n")
    with pytest.raises(BrokerError, match=r"Kafka ended with status 1 while starting and said: .*77") as failed:
        own.start()
    assert "\n" not in str(failed.value)
    assert own.pid() is None


def test_storage_that_cannot_be_formatted_is_one_sentence(own: Broker) -> None:
    own.home.mkdir(parents=True)
    (own.home / "log").write_text("a file where a folder should be")
    with pytest.raises(BrokerError, match="Kafka could not format its storage: ") as failed:
        own.start()
    assert "\n" not in str(failed.value)


def test_a_data_folder_with_a_comma_is_refused(free_ports: int, tmp_path: Path) -> None:
    with pytest.raises(BrokerError, match="comma"):
        Broker(free_ports, tmp_path / "a,b").start()


def test_a_data_folder_with_spaces_and_umlauts_works(free_ports: int, tmp_path: Path) -> None:
    with Broker(free_ports, tmp_path / "Gebühren zählen", tie_to_parent=True) as started:
        assert started.ready()
        assert (started.home / "log" / "meta.properties").exists()


def test_missing_java_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BrokerError, match=r"needs Java and there is none; install Java 17 or newer"):
        find_java()


@pytest.mark.parametrize(("version", "number"), [("1.8.0_402", 8), ("11.0.22", 11)])
def test_java_that_is_too_old_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str, number: int
) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(BrokerError, match=f"needs Java 17 and .* is Java {number}; install"):
        find_java()


def test_missing_maven_is_one_sentence_when_the_jars_are_not_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BrokerError, match="needs Maven and there is none; install it"):
        ensure_jars()


def test_maven_that_fails_leaves_no_half_broker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    maven = tmp_path / "mvn"
    maven.write_text("#!/bin/sh\necho '[ERROR] the network is down'\nexit 1\n")
    maven.chmod(0o755)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(BrokerError, match="Maven could not fetch Apache Kafka: the network is down"):
        ensure_jars()
    assert not broker_jars.jars_present()
    assert not list((tmp_path / "ringfence").glob("fetch-*"))


def test_jars_of_another_pom_count_as_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = tmp_path / "ringfence" / f"kafka-{kafka_version()}"
    folder.mkdir(parents=True)
    (folder / "pom.xml").write_text("<project/>")
    assert not broker_jars.jars_present()


def test_the_probe_knows_kafka_from_other_servers(broker: str, free_ports: int) -> None:
    host, port = broker.split(":")
    assert kafka_brokers(host, int(port)) == 1
    assert kafka_brokers(host, free_ports) is None
    with socket.create_server((host, free_ports)):  # accepts and never answers
        assert kafka_brokers(host, free_ports, wait=0.1) is None


def test_stack_traces_are_left_out_of_what_kafka_said_last(tmp_path: Path) -> None:
    log = tmp_path / "broker.log"
    log.write_text("first\nERROR: it broke\n\tat some.Code(Code.java:1)\n\t... 8 more\nCaused by: reason\n\n")
    assert broker_setup.last_lines(log, 2) == "ERROR: it broke | Caused by: reason"
    log.write_text("")
    assert broker_setup.last_lines(log) == "nothing"
