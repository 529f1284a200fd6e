#!/bin/bash
# Puts a User-Mode Linux kernel with its modules, and the C library it needs, into the cache.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR
source "$here/../cluster/lib/common.sh"
# shellcheck source-path=SCRIPTDIR
source "$here/../cluster/lib/debian.sh"

usage() {
    cat <<EOF
usage: fetch-uml.sh [CACHE_DIR]

Unpacks Debian's newest User-Mode Linux into CACHE_DIR/uml-1 (default CACHE_DIR: $(default_cache)), with the C library of a
release that is new enough for it. Does nothing if it is there. Nothing is installed on the machine. Takes about fifteen
seconds and 200 MB.
EOF
}

make_uml() {
    say "uml-1: fetching from Debian's packages"
    step "download" fetch
    [[ -x $scratch/result/usr/bin/linux.uml ]] || die "the package user-mode-linux has no linux.uml"
}

# The kernels of the releases up to trixie do not boot on a CPU with AMX; the one of sid wants a newer C library than bookworm's.
fetch() {
    debian_open "$scratch/apt" trixie sid
    debian_unpack "$scratch/apt" "$scratch/result" user-mode-linux/sid libc6/trixie libgcc-s1/trixie
    rm -rf "$scratch/result/usr/share"
}

case ${1:-} in
-h | --help)
    usage
    exit 0
    ;;
-*) die "unknown option $1 (see --help)" ;;
esac
need_commands apt-get dpkg flock
cached uml-1 "$(realpath -m "${1:-$(default_cache)}")" make_uml
