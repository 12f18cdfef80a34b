# Formatting.
source .ci/common.sh

cargo fmt --check
