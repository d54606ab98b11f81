#!/usr/bin/env bash
# Makes everything that Ringfence needs and that is missing: Python packages in .venv, Java 17+, Maven, the Kafka broker,
# Node.js 20+ with the dashboard's packages, and Chromium for its tests.
# Run by `make setup`, `make demo` and `make test`; when nothing is missing it takes about a second.
# As root on Debian or Ubuntu it installs system packages itself; elsewhere it says in one sentence what to install.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'ringfence: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

can_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_updated=
apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  if [ -z "$apt_updated" ]; then
    say "updating the package lists"
    apt-get update -qq >/dev/null || say "the package lists could not be updated; trying with the present ones"
    apt_updated=1
  fi
  say "installing $*"
  apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# --- Python -----------------------------------------------------------------------------------------------------------
find_python() {
  local name
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
      command -v "$name"
      return
    fi
  done
  return 1
}

make_venv() {
  local python
  if ! python=$(find_python); then
    can_apt || die "Python 3.11 or newer is needed; install it (python3 and python3-venv) and run this again."
    apt_install python3 python3-venv || true
    python=$(find_python) || die "Python 3.11 or newer is needed and this system's packages have none; install it and run this again."
  fi
  # Debian and Ubuntu split venv's pip off into a package named after the interpreter's version.
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    local version
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    can_apt || die "Python's venv module is needed; install the package python$version-venv and run this again."
    apt_install "python$version-venv" || apt_install python3-venv || die "python$version-venv could not be installed."
  fi
  say "creating .venv with $("$python" --version)"
  rm -rf .venv
  "$python" -m venv .venv
}

stamp=.venv/.ringfence-stamp
python_stamp() { pwd -P; cat setup.cfg pyproject.toml | cksum; }

# A moved environment has scripts that point to the old place. Only a path that differs proves a move: a stamp in any
# other form just means installing again, for an environment that somebody is using must not be deleted on a guess.
moved() {
  local recorded
  recorded=$(sed -n 1p $stamp 2>/dev/null) || return 1
  case $recorded in
    "$(pwd -P)") return 1 ;;
    /*) return 0 ;;
    *) return 1 ;;
  esac
}

if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
  make_venv
elif moved; then
  say ".venv was made in another folder and has to be made again"
  make_venv
fi
if [ "$(cat $stamp 2>/dev/null)" != "$(python_stamp)" ]; then
  say "installing the Python packages into .venv (about a minute the first time)"
  .venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --editable '.[dev]' ||
    die "the Python packages could not be installed; pip's message above says why."
  python_stamp >$stamp
fi

# --- Java, Maven and the broker ---------------------------------------------------------------------------------------
java_is_missing() { ! .venv/bin/python -m app.broker_jars --check-java 2>/dev/null; }
jars_are_missing() { ! .venv/bin/python -m app.broker_jars --check-jars 2>/dev/null; }

if java_is_missing; then
  can_apt || die "Java 17 or newer is needed; install a JRE (for example openjdk-17-jre-headless) and run this again."
  apt_install openjdk-17-jre-headless || apt_install default-jre-headless || true
  if java_is_missing; then die "Java 17 or newer is needed and could not be installed; install it and run this again."; fi
fi
if jars_are_missing; then
  if ! command -v mvn >/dev/null; then
    can_apt || die "Maven is needed once, to fetch Apache Kafka; install it (the package maven) and run this again."
    apt_install maven || die "Maven could not be installed; install it and run this again."
  fi
  .venv/bin/python -m app.broker_jars || exit 1
fi

# --- kernels ----------------------------------------------------------------------------------------------------------
# Compiled once for each state of models/, so that neither the demo nor any test waits for it.
kernels=.venv/.ringfence-kernels
kernel_stamp() { find models -name "*.py" -print0 | LC_ALL=C sort -z | xargs -0 cat | cksum; }
if [ "$(cat $kernels 2>/dev/null)" != "$(kernel_stamp)" ]; then
  say "compiling the kernels (some ten seconds)"
  .venv/bin/python -m training.compile_kernels || die "the kernels could not be compiled; the message above says why."
  kernel_stamp >$kernels
fi

# --- the dashboard's tools --------------------------------------------------------------------------------------------
# Without them everything but the dashboard works, so their absence ends nothing here: `make demo` goes on without it.
node_is_missing() { ! node -e 'process.exit(parseInt(process.versions.node) < 20 || undefined)' 2>/dev/null || ! command -v npm >/dev/null; }
chromium_is_missing() { ! command -v "${CHROMIUM:-chromium}" >/dev/null; }

if node_is_missing; then
  if can_apt; then apt_install nodejs npm || true; fi
  if node_is_missing; then
    say "Node.js 20 or newer with npm is needed to build the dashboard; install them (nodejs and npm) and run this again."
    exit 0
  fi
fi
if chromium_is_missing; then
  if can_apt; then apt_install chromium fonts-liberation || true; fi
  if chromium_is_missing; then
    say "Chromium is needed to test the dashboard; install it, or name it in CHROMIUM, and run this again."
  fi
fi

node_stamp=web-platform/node_modules/.ringfence-stamp
packages_stamp() { cat web-platform/package.json web-platform/package-lock.json | cksum; }
if [ "$(cat $node_stamp 2>/dev/null)" != "$(packages_stamp)" ]; then
  say "installing the dashboard's packages (about a minute the first time)"
  (cd web-platform && npm ci --no-audit --no-fund --loglevel=error >/dev/null) ||
    die "the dashboard's packages could not be installed; npm's message above says why."
  packages_stamp >$node_stamp
fi
