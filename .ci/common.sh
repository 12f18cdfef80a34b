# Sourced by every step.
set -euo pipefail

# A step run by hand has no target folder from .ci/run.
target="${INFRAC_TARGET:-${CARGO_TARGET_DIR:-$PWD/target}}"
venv="$target/ci-venv"
python="$venv/bin/python"
checkov="$target/checkov-venv"

# Stops the step when a file it is about is not there: nothing checked must not look like success.
need() {
  local path
  for path in "$@"; do
    [ -e "$path" ] || { echo "missing: $path" >&2; exit 1; }
  done
}
