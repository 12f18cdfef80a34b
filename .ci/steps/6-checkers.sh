# cfn-lint and checkov find nothing in the templates of the examples, those of the words included, but what
# tests/checkers/accepted.tsv lists with its reason. Informational findings of cfn-lint are off by default.
source .ci/common.sh

need examples/upload.infra tests/checkers/run.py "$python" "$checkov/bin/checkov"
cargo build --quiet --bin infrac
"$python" tests/checkers/run.py --target "$target"
