# A Python with what .ci/requirements.txt pins, made anew when the pins or the Python change.
source .ci/common.sh

need .ci/requirements.txt
mark="$venv/made-from"
wanted="$(python3 -V) $(sha256sum < .ci/requirements.txt)"
if [ -x "$python" ] && [ "$(cat "$mark" 2>/dev/null)" = "$wanted" ]; then
  echo "reused: the pins have not changed"
  exit 0
fi
rm -rf "$venv"
python3 -m venv "$venv"
"$python" -m pip install --quiet --disable-pip-version-check --requirement .ci/requirements.txt
"$python" -m pip check --disable-pip-version-check
# Written last, so that a failed install is not reused.
echo "$wanted" > "$mark"
