#!/usr/bin/env bash
# Builds the dashboard when its sources have changed, or with "check" looks for mistakes in them: format, types, logic.
# Run by `make dashboard`, `make demo` and `make test`, after bootstrap.sh.
set -euo pipefail
cd "$(dirname "$0")/../web-platform"

say() { printf 'ringfence: %s\n' "$*" >&2; }

if [ ! -d node_modules ]; then
  say "the dashboard is not built: Node.js is missing. The worker shows a small page instead."
  [ "${1:-build}" = build ] || exit 1
  exit 0
fi

# All that the build reads: its own sources, the figures' definitions, and what the API's document is made of.
stamp=out/.ringfence-stamp
sources() {
  { find src scripts public -type f ! -path '*/generated/*' -print0; printf '%s\0' package-lock.json next.config.ts tsconfig.json \
    ../docs/figures.md ../app/web/endpoints.py ../app/feed_event.py ../models/access/role.py; find ../app/web/schema -name '*.py' -print0; } |
    LC_ALL=C sort -z | xargs -0 cat 2>/dev/null | cksum
}

case ${1:-build} in
  check)
    npm run --silent generate
    npm run --silent lint
    npm run --silent types
    npm run --silent test -- --reporter=dot
    ;;
  build)
    if [ "$(cat $stamp 2>/dev/null)" != "$(sources)" ]; then
      say "building the dashboard (about half a minute)"
      log=$(mktemp)
      NEXT_TELEMETRY_DISABLED=1 npm run --silent build >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
      rm -f "$log"
      sources >$stamp
    fi
    ;;
  *)
    say "usage: dashboard.sh [build|check]"
    exit 2
    ;;
esac
