# The tests, with the README's command, and the library without the command line.
source .ci/common.sh

cargo test
cargo build --lib --no-default-features
