#!/bin/sh
# Puts the storage engine of the S3 driver in its place: stock mount-s3, fetched by version and checked by checksum, or else ours.
# Usage: mountpoint.sh OUT none | mountpoint.sh OUT VERSION URL SHA256
set -eu
out=$1 version=$2
bin=$out/mountpoint-s3/bin
mkdir -p "$bin"
if [ "$version" = none ]; then
    [ -e "$out/usr/bin/csi-s3-engine" ] || { echo "mountpoint.sh: no mount-s3 was asked for, and csi-s3-engine is not there to take its place" >&2; exit 1; }
    ln -sfn /usr/bin/csi-s3-engine "$bin/mount-s3"
    exit 0
fi
url=$3 sum=$4
[ -n "$sum" ] || { echo "mountpoint.sh: MOUNTPOINT_SHA256 is empty; give the SHA-256 of $url" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
curl -fsSL --retry 3 -o "$work/mount-s3.tar.gz" "$url"
echo "$sum  $work/mount-s3.tar.gz" | sha256sum -c --status - ||
    { echo "mountpoint.sh: $url has SHA-256 $(sha256sum "$work/mount-s3.tar.gz" | cut -d' ' -f1), not $sum" >&2; exit 1; }
tar -xzf "$work/mount-s3.tar.gz" -C "$work"
for file in mount-s3 libfuse.so.2; do
    found=$(find "$work" -name "$file" -type f | head -1)
    [ -n "$found" ] || { [ $file = libfuse.so.2 ] && continue; echo "mountpoint.sh: there is no mount-s3 in $url" >&2; exit 1; }
    cp "$found" "$bin/$file"
    chmod 0755 "$bin/$file"
done
for file in LICENSE NOTICE THIRD_PARTY_LICENSES; do
    found=$(find "$work" -name "$file" -type f | head -1)
    [ -z "$found" ] || cp "$found" "$out/mountpoint-s3/$file"
done
