#!/usr/bin/env bash
# Makes the Debian image that the image tests build on, out of Debian's packages alone: no registry of images is needed.
# Usage: debian.sh NAME - prints nothing; the image is kept under NAME, and its root file system in the cache.
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/common.sh"

[ $# = 1 ] || die "usage: debian.sh NAME"
need mmdebstrap:mmdebstrap buildah:buildah
cache=${CSIHOST_CACHE:-$HOME/.cache/csihost}/images
mkdir -p "$cache"
packages=$(grep -v '^#' "$root/image/packages.txt" | paste -sd,)
# What the build's own scripts use; a real Debian image has them anyway.
tools=bash,coreutils,curl,dash,diffutils,dpkg,findutils,grep,libc-bin,mawk,sed,systemd-standalone-sysusers,tar,util-linux

# Packages are unpacked and not configured, which takes seconds in place of minutes. So dpkg's records are written by hand: the build reads
# them to know which package a file is of.
record() {
    cat <<'HOOK'
set -eu
for deb in "$1"/var/cache/apt/archives/*.deb; do
    name=$(dpkg-deb -f "$deb" Package)
    { dpkg-deb -f "$deb" | sed "1a Status: install ok installed"; echo; } >>"$1/var/lib/dpkg/status"
    dpkg-deb --fsys-tarfile "$deb" | tar -t | sed 's,^\.,,; s,/$,,; s,^$,/.,' >"$1/var/lib/dpkg/info/$name.list"
done
ln -sf mawk "$1/usr/bin/awk"
for link in bin sbin lib lib64; do [ -e "$1/$link" ] || ln -s "usr/$link" "$1/$link"; done
HOOK
}

key=$(printf '%s' "$packages,$tools" | cat - <(record) | sha256sum | cut -c1-12)
tarball=$cache/debian-$key.tar
if [ ! -e "$tarball" ]; then
    mmdebstrap --quiet --mode=root --aptopt='Acquire::Retries "5"' --variant=extract --format=tar --include="$packages,$tools" \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
        --extract-hook="$(record)" trixie "$tarball.new"
    mv "$tarball.new" "$tarball"
fi
# Another storage than the machine's, where the caller has one.
store=()
[ -z "${STORE_ROOT:-}" ] || store=(--root "$STORE_ROOT" --runroot "$STORE_RUN")
container=$(buildah "${store[@]}" from scratch)
buildah "${store[@]}" add --quiet "$container" "$tarball" / >/dev/null
buildah "${store[@]}" config --env PATH=/usr/sbin:/usr/bin:/sbin:/bin "$container"
buildah "${store[@]}" commit --quiet --rm --timestamp 0 "$container" "$1" >/dev/null
