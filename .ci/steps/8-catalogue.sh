# The checked-in catalogues are what their generator makes from the pinned packages.
source .ci/common.sh

need "$python" src/catalog/generate.py
"$python" src/catalog/generate.py --check
