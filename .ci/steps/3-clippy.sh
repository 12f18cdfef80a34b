# Lints. The second run finds what only the command line uses; .clippy.toml keeps IO out of the core.
source .ci/common.sh

cargo clippy --all-targets -- -D warnings
cargo clippy --lib --no-default-features -- -D warnings
