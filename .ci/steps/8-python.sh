# The tests of the attach handler, deploys to the emulator and to a service that fails at every call, and the Rust tests
# that ask a Python program.
source .ci/common.sh

need "$python" tests/attach/test_handler.py tests/yaml_oracle.rs
export INFRAC_PYTHON="$python" INFRAC_EMULATOR="$python"
"$python" -m unittest discover -s tests/attach
cargo build --quiet --bin infrac
INFRAC="$target/debug/infrac" "$python" -m unittest discover -s tests/deploy

# Everything that a service can answer; the usual tests take what differs most.
INFRAC_FAULTS=all cargo test --test deploy

tests=()
for file in $(grep -lE 'INFRAC_(PYTHON|EMULATOR)' tests/*.rs); do
  tests+=(--test "$(basename "$file" .rs)")
done
cargo test "${tests[@]}"
