#!/bin/bash
# Puts what the cluster needs beside Kubernetes into the cache: etcd, containerd, runc, kubectl and one small image.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR
source "$here/lib/common.sh"
# shellcheck source-path=SCRIPTDIR
source "$here/lib/debian.sh"

usage() {
    cat <<EOF
usage: fetch-tools.sh [CACHE_DIR]

Unpacks etcd, containerd, runc, the CNI loopback plugin, kubectl, busybox and openssl from Debian $DEBIAN_RELEASE into
CACHE_DIR/$TOOLS (default CACHE_DIR: $(default_cache)), and makes a container image of busybox there. Does nothing if they
are there. Nothing is installed on the machine and no service is started. Takes about ten seconds.
EOF
}

readonly packages=(etcd-server containerd runc containernetworking-plugins kubernetes-client busybox-static openssl)
readonly programs=(usr/bin/{etcd,containerd,containerd-shim-runc-v2,ctr,kubectl,openssl} usr/sbin/runc usr/lib/cni/loopback
    bin/busybox)

make_tools() {
    say "$TOOLS: fetching from Debian's packages"
    mkdir "$scratch/result"
    step "download" fetch
    step "check and pick" pick
    step "make the image" make_image "$scratch/result/busybox" "$scratch/result/image.tar"
}

fetch() {
    debian_open "$scratch/apt"
    debian_unpack "$scratch/apt" "$scratch/root" "${packages[@]}"
}

pick() {
    local program missing
    for program in "${programs[@]}"; do
        missing=$({ ldd "$scratch/root/$program" 2>/dev/null || true; } | awk '/not found/ { print $1 }') # static: ldd fails
        [[ -z $missing ]] || die "$program lacks the shared library $missing: install the package that has it"
        mv "$scratch/root/$program" "$scratch/result/"
    done
}

# make_image BUSYBOX ARCHIVE: a docker archive of one layer: busybox and a link for each of its commands. Its own
# command waits and ends at once when told to, so the image also serves as the pod sandbox.
make_image() {
    local work=$scratch/image layer
    mkdir -p "$work"/root/{bin,tmp,etc,proc,sys,dev}
    cp "$1" "$work/root/bin/busybox"
    "$1" --install -s "$work/root/bin"
    find "$work/root/bin" -type l -exec ln -sfn busybox {} \;
    tar --owner=0 --group=0 --numeric-owner --mtime=@0 --sort=name -cf "$work/layer.tar" -C "$work/root" .
    layer=$(sha256sum "$work/layer.tar" | cut -d' ' -f1)
    cat >"$work/config.json" <<EOF
{ "architecture": "$(dpkg --print-architecture)", "os": "linux",
  "config": { "Env": [ "PATH=/bin" ],
              "Cmd": [ "/bin/sh", "-c", "trap 'exit 0' TERM INT; while :; do sleep 3600 & wait; done" ] },
  "rootfs": { "type": "layers", "diff_ids": [ "sha256:$layer" ] } }
EOF
    printf '[{ "Config": "config.json", "RepoTags": [ "%s" ], "Layers": [ "layer.tar" ] }]\n' "$IMAGE" >"$work/manifest.json"
    tar -cf "$2" -C "$work" manifest.json config.json layer.tar
}

case ${1:-} in
-h | --help)
    usage
    exit 0
    ;;
-*) die "unknown option $1 (see --help)" ;;
esac
need_commands apt-get dpkg ldd tar sha256sum flock
cached "$TOOLS" "$(realpath -m "${1:-$(default_cache)}")" make_tools
