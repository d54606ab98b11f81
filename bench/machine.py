"""Where a benchmark ran: figures mean little without it."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

import psutil

from app.broker_jars import kafka_version

_PACKAGES = ("faust-streaming", "aiokafka", "rocksdict", "numpy", "numba", "uvloop")


def machine(*, embedded: bool) -> dict[str, object]:
    """Processor, memory and the versions that matter; Kafka's only when it is the embedded one."""
    return {
        "cpu": _processor(),
        "cores": psutil.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "kafka": kafka_version() if embedded else None,
        "load_average": round(os.getloadavg()[0], 2),
        **{name: version(name) for name in _PACKAGES},
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
