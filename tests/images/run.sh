#!/usr/bin/env bash
# The image tier: builds both Dockerfiles on a local Debian image, looks into the results and starts them. Ends with `N passed, N failed`.
# Usage: run.sh COMPOSED COMPOSED_FIPS [SECTION]...
#   COMPOSED, COMPOSED_FIPS  folders made by tests/scripts/compose.sh
#   SECTION                  only these: inspect reproduce broken mountpoint charts
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/common.sh"
here=$root/tests/images
. "$here/checks.sh"

[ $# -ge 2 ] || die "usage: run.sh COMPOSED COMPOSED_FIPS [SECTION]..."
composed=$(cd "$1" && pwd) composed_fips=$(cd "$2" && pwd)
sections=" ${*:3} "
wants() { [ "$sections" = "  " ] || [[ $sections == *" $1 "* ]]; }
require_root
need buildah:buildah unshare:util-linux
work=$(mktemp -d)
# A storage of its own: nothing of the machine's is used or left behind.
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=overlay
store=(--root "$work/store" --runroot "$work/run")
buildah() { command buildah "${store[@]}" "$@"; }
finish() {
    for mounted in $(awk -v p="$work/" 'index($2, p) == 1 { print $2 }' /proc/mounts | sort -r); do umount -l "$mounted" || true; done
    rm -rf --one-file-system "$work"
}
trap finish EXIT

context=$work/context
mkdir -p "$context/artifacts"
cp -al "$composed" "$context/artifacts/composed" 2>/dev/null || cp -a "$composed" "$context/artifacts/composed"
cp -al "$composed_fips" "$context/artifacts/composed-fips" 2>/dev/null || cp -a "$composed_fips" "$context/artifacts/composed-fips"
cp -a "$root/image" "$root/Dockerfile" "$root/Dockerfile.fips" "$context/"

say "Debian's files"
STORE_ROOT=$work/store STORE_RUN=$work/run "$here/debian.sh" localhost/csihost-debian:13

# image DOCKERFILE TARGET NAME [ARGUMENT...] - builds one.
image() {
    command buildah "${store[@]}" bud --quiet --isolation chroot --network host --layers --timestamp 0 -f "$context/$1" --target "$2" \
        --build-arg DEBIAN_IMAGE=localhost/csihost-debian:13 --build-arg PUBLISHED=prebuilt "${@:4}" -t "$3" "$context" >"$work/build.log" 2>&1 ||
        { tail -40 "$work/build.log" >&2; die "the image $3 could not be built"; }
}

# unpack NAME - builds the image csihost-TARGET[-fips] when that was not done yet, and prints the folder of its files.
declare -A trees
unpack() {
    local name=${1#localhost/csihost-} container start=$SECONDS
    if [ -z "${trees[$name]:-}" ]; then
        if [ "${name%-fips}" = "$name" ]; then image Dockerfile "$name" "$1"; else image Dockerfile.fips "${name%-fips}" "$1"; fi
        container=$(buildah from --pull-never "$1")
        trees[$name]=$(buildah mount "$container")
        printf '    %s: built in %ss\n' "$name" $((SECONDS - start))
    fi
    tree=${trees[$name]}
}

digest() { buildah inspect --type image --format '{{.FromImageDigest}}' "$1"; }

if wants inspect; then
    for target in all efs s3; do
        for variant in "" -fips; do
            say "csihost-$target$variant"
            unpack "localhost/csihost-$target$variant"
            check_files "$tree" $target "$variant"
            check_configuration "localhost/csihost-$target$variant" $target "$variant"
            check_starts "$tree" $target "$variant"
        done
    done
fi
if wants reproduce; then
    say "Reproducible"
    unpack localhost/csihost-efs-fips
    image Dockerfile.fips efs localhost/csihost-again --no-cache
    is "two builds give one digest" "$(digest localhost/csihost-again)" "$(digest localhost/csihost-efs-fips)"
fi
if wants broken; then
    say "A broken provider"
    . "$here/broken.sh"
fi
if wants mountpoint; then
    say "Stock mount-s3"
    . "$here/mountpoint.sh"
fi
if wants charts; then
    say "Official charts"
    . "$here/charts.sh"
fi

printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
