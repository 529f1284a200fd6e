#!/bin/bash
# The kernel tier: the composed host mounts NFS over TLS in a guest with a real kernel, and everything around it fails in turn.
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/common.sh"
here=$root/tests/Kernel

usage() {
    cat <<U
usage: run.sh --host DIR

Boots a User-Mode Linux guest on this machine's own root (fetched once, see fetch-uml.sh), and runs the host of DIR in it against an
NFSv4.1 server behind TLS. Prints a line a check and closes with "N passed, N failed".
U
}

[ "${1:-}" = --host ] && [ $# = 2 ] || { usage >&2; exit 2; }
host=$(cd "$2" && pwd)
require_root
require_dotnet
[ "$(uname -m)" = x86_64 ] || die "the kernel tier needs an x86_64 machine"
need /usr/sbin/rpc.nfsd:nfs-kernel-server /sbin/mount.nfs4:nfs-common stunnel:stunnel4 modprobe:kmod ip:iproute2
"$here/fetch-uml.sh"
quietly build-kernel-tier dotnet build "$here/CsiHost.Kernel.csproj" -c Release -v quiet
cache=${CSIHOST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/csihost}
exec "$here/guest.sh" "$cache/uml-1" bash "$here/guest-tier.sh" "$host" "$artifacts/bin/CsiHost.Kernel/release/CsiHost.Kernel.dll"
