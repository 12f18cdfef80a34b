# cfn-lint finds no error in any template that the cases of tests/corpus compile to.
source .ci/common.sh

need tests/corpus/stack/first-program.infra "$venv/bin/cfn-lint"
out="$target/ci-corpus"
rm -rf "$out"
mkdir -p "$out"
cargo build --quiet --bin infrac
shopt -s nullglob
for case in tests/corpus/*/*.infra; do
  name=$(tr / - <<<"${case#tests/corpus/}")
  # A case that shows a mistake has no template.
  "$target/debug/infrac" build "$case" -o "$out/${name%.infra}.json" >/dev/null 2>&1 || true
done
need "$out/stack-first-program.json"

status=0
findings=$("$venv/bin/cfn-lint" --ignore-checks W I --format parseable --template "$out"/*.json) || status=$?
if [ "$status" -ne 0 ] || [ -n "$findings" ]; then
  printf '%s\ncfn-lint: exit status %s\n' "$findings" "$status" >&2
  exit 1
fi
echo "no errors in $(ls "$out" | wc -l) templates of the corpus"
