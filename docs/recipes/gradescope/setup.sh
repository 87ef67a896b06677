#!/usr/bin/env bash
# Gradescope runs this once, when the image is built: Ubuntu, as root, the zip unpacked in /autograder/source.
set -euo pipefail
source="${GRADESCOPE_ROOT:-}/autograder/source"
apt-get update
apt-get install -y --no-install-recommends libseccomp2 python3 python3-venv
python3 -m venv "$source/environment"
"$source/environment/bin/python" -m pip install --quiet -c "$source/constraints.txt" "$source[instructor]"
