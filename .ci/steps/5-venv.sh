# A Python with what .ci/requirements.txt pins, and one for checkov, each made anew when its pins or the Python change.
source .ci/common.sh

# Makes the virtual environment of a requirements file.
make_venv() {
  local venv=$1 requirements=$2 wanted
  need "$requirements"
  wanted="$(python3 -V) $(sha256sum < "$requirements")"
  if [ -x "$venv/bin/python" ] && [ "$(cat "$venv/made-from" 2>/dev/null)" = "$wanted" ]; then
    echo "reused: the pins of $requirements have not changed"
    return
  fi
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements"
  "$venv/bin/python" -m pip check --disable-pip-version-check
  # Written last, so that a failed install is not reused.
  echo "$wanted" > "$venv/made-from"
}

make_venv "$venv" .ci/requirements.txt
make_venv "$checkov" tests/checkers/requirements.txt
