#!/bin/bash
# Runs a command as root in a User-Mode Linux guest that sees this machine's root copy-on-write.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR
source "$here/../cluster/lib/common.sh"

usage() {
    cat <<EOF
usage: guest.sh UML_DIR COMMAND [ARGUMENT]...

Boots the kernel of UML_DIR (see fetch-uml.sh) as a process, runs the command in it, prints what it prints, and exits with its
status; 125 means that the guest did not boot or did not come to its end. Nothing that the guest changes reaches this machine. It has
the kernel's NFS client and server, FUSE, and a network of its own with loopback alone.

CSIHOST_GUEST_SECONDS (300) bounds the run, CSIHOST_GUEST_MEMORY (3G) is the guest's memory, taken as it is used.
EOF
}

if [[ ${1:-} == -h || ${1:-} == --help ]] || (($# < 2)); then
    usage
    exit $(($# < 2 && 1))
fi
need_root
uml=$(realpath "$1")
shift
[[ -x $uml/usr/bin/linux.uml ]] || die "$uml has no User-Mode Linux kernel: run fetch-uml.sh"

work=$(mktemp -d /tmp/uml.XXXXXX)
kernel='' follower=''
# shellcheck disable=SC2317 # run by the trap
end() {
    [[ -z $follower ]] || kill "$follower" 2>/dev/null || true
    [[ -z $kernel ]] || kill -KILL -- "-$kernel" 2>/dev/null || true
    rm -rf "$work"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
mkdir "$work/out"
printf '%q ' "$@" >"$work/out/command"
: >"$work/out/log"

# The kernel is a program that needs its own C library beside the machine's, so its copy names another loader; the name must
# fit into the old one's place.
loader=/lib64/ld-linux-x86-64.so.2
ln -s "$uml/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2" "$work/ld.so"
cp "$uml/usr/bin/linux.uml" "$work/linux"
offset=$(LC_ALL=C grep -abom1 "$loader" "$work/linux" | cut -d: -f1)
[[ -n $offset ]] || die "$uml/usr/bin/linux.uml does not name the loader $loader"
printf "%s%$((${#loader} - ${#work} - 6))s" "$work/ld.so" '' | tr ' ' '\0' | dd of="$work/linux" bs=1 seek="$offset" conv=notrunc status=none

# The kernel keeps a descriptor open for each file of this machine that the guest has opened.
ulimit -n "$(ulimit -Hn)"
tail -n +1 -f "$work/out/log" &
follower=$!
set -m
timeout -k 5 "${CSIHOST_GUEST_SECONDS:-300}" \
    env -i HOME="$work" PATH="$PATH" TERM=dumb LD_LIBRARY_PATH="$uml/usr/lib/x86_64-linux-gnu" \
    "$work/linux" uml_dir="$work/" mem="${CSIHOST_GUEST_MEMORY:-3G}" seccomp=on rootfstype=hostfs rootflags=/ ro quiet \
    con=null con0=null,fd:1 init="$here/guest-init.sh" guest_uml="$uml" guest_out="$work/out" </dev/null >"$work/console" 2>&1 &
kernel=$!
set +m
wait "$kernel" || true
kernel=''
wait_for 2 test -s "$work/out/status" || true
status=$(cat "$work/out/status" 2>/dev/null || true)
# The follower polls once a second; what it has not shown yet is shown here.
shown=$(wc -c <"$work/out/log")
wait_for 2 test "$(awk '/^pos:/ {print $2}' "/proc/$follower/fdinfo/3" 2>/dev/null || echo 0)" -ge "$shown" || true
if [[ -z $status ]]; then
    tail -n 20 "$work/console" >&2
    status=125
fi
exit "$status"
