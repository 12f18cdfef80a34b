# The checked-in data is what its generator makes from the pinned packages.
source .ci/common.sh

need "$python" generate/__main__.py generate/packages.py
specification=@aws-cdk/aws-service-spec
pin=$(grep -oE "\"$specification\": \(\"[0-9.]+\"" generate/packages.py | grep -oE '[0-9.]+')
npm="$target/ci-npm"
if [ "$(cat "$npm/made-from" 2>/dev/null)" != "$specification@$pin" ]; then
  rm -rf "$npm"
  mkdir -p "$npm/$specification"
  # The package alone: its data is read, and what it depends on is for programs.
  archive=$(cd "$npm" && npm pack --silent "$specification@$pin")
  tar -xzf "$npm/$archive" -C "$npm/$specification" --strip-components=1
  # Written last, so that a failed download is not reused.
  echo "$specification@$pin" > "$npm/made-from"
fi
"$python" generate --npm "$npm" --check
