# The core compiles for the browser.
source .ci/common.sh

bash .ci/wasm.sh
