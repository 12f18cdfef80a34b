# cfn-lint finds no error and no warning in the examples' templates, as JSON and as YAML.
source .ci/common.sh

shopt -s nullglob
examples=(examples/*.infra examples/*/main.infra)
need examples/upload.infra "$venv/bin/cfn-lint"
out="$target/ci-templates"
rm -rf "$out"
mkdir -p "$out"
cargo build --quiet --bin infrac
for example in "${examples[@]}"; do
  name=$(tr / - <<<"${example#examples/}")
  for format in json yaml; do
    "$target/debug/infrac" build "$example" --format "$format" -o "$out/$name.$format"
    need "$out/$name.$format"
  done
done

# Informational findings are off by default; any finding is output, and sets the exit status.
status=0
findings=$("$venv/bin/cfn-lint" --format parseable --template "$out"/*) || status=$?
if [ "$status" -ne 0 ] || [ -n "$findings" ]; then
  printf '%s\ncfn-lint: exit status %s\n' "$findings" "$status" >&2
  exit 1
fi
echo "no findings in ${#examples[@]} examples, each as JSON and YAML"
