#!/bin/sh
# Installs what Debian has to provide. Quick, and in need of no right, when all of it is there.
set -eu

# python3-venv, make: set-up.  fonts-noto-cjk: Chinese in the PDF.
# libreoffice: reads .doc, and proves that Word and Excel files open.  poppler-utils: looks at PDFs.
packages="python3-venv make fonts-noto-cjk libreoffice-writer libreoffice-calc poppler-utils"

if ! command -v apt-get >/dev/null 2>&1; then
    echo "system-deps: this is no Debian; install by hand the like of: $packages" >&2
    exit 1
fi

missing=
for package in $packages; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
if [ -z "$missing" ]; then
    echo "system-deps: all there"
    exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "system-deps: only root can install; run: sudo apt-get install$missing" >&2
    exit 1
fi

echo "system-deps: installing$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get -q -o Acquire::Retries=3 update
# shellcheck disable=SC2086  # a list of words on purpose
apt-get -q -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 install --no-install-recommends $missing
