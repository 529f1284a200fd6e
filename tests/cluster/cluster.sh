#!/bin/bash
# A Kubernetes cluster of one node in namespaces of its own: up, exec, logs, down.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR
source "$here/lib/common.sh"

usage() {
    cat <<EOF
usage: cluster.sh up DIR            start a cluster whose whole state is in DIR (new or empty)
       cluster.sh exec DIR COMMAND  run a command inside it (kubectl, ctr and busybox are on its path)
       cluster.sh logs DIR [LINES]  print the end of every log
       cluster.sh down DIR          end it and remove DIR; succeeds if there is none

An API server, scheduler, controller manager and kubelet $KUBERNETES_VERSION with etcd, containerd and runc, in mount, network and
process namespaces of their own: no port, mount or process of the machine is touched, and nothing is reached from inside.
In there kubelet's folders are at their usual places under /var/lib/kubelet; they lie in DIR/var-lib/kubelet outside, and
/run in DIR/run. The node is called "node"; pods need hostNetwork, imagePullPolicy Never and the image
$IMAGE. Programs come from the cache and are made first if they are not there
(build-kubernetes.sh, fetch-tools.sh); CSIHOST_CACHE names another cache than $(default_cache).
EOF
}

# The namespaces' first process, if it still is that process: its identity is that of its namespace.
init_pid() {
    local pid
    pid=$(cat "$state/init.pid" 2>/dev/null) || return 1
    [[ $(readlink "/proc/$pid/ns/pid") == "$(<"$state/init.ns")" ]] && printf '%s\n' "$pid"
}

# Sockets inside must keep under the 108 characters that the kernel allows when reached from outside, too.
check_directory() {
    ((${#state} <= 40)) || die "$state is too long a path for the sockets in it: 40 characters at most"
    need_uncovered "$state"
    [[ ! -e $state ]] || [[ -d $state && -z $(ls -A "$state") ]] || die "$state is not empty"
}

up() {
    local cache
    cache=$(realpath -m "$(default_cache)")
    check_directory
    "$here/build-kubernetes.sh" "$cache"
    "$here/fetch-tools.sh" "$cache"
    mkdir -p "$state"
    cgroups_make
    say "cluster: starting in $state"
    unshare=
    trap failed EXIT
    trap 'exit 130' INT TERM
    start_init "$cache"
    wait_for 600 init_settled || die "the cluster did not start within 600 s"
    [[ -e $state/ready ]] || die "the cluster did not start"
    trap - EXIT
    say "cluster: ready after $SECONDS s"
}

# The death of unshare is the death of its child, so this ends a half-made cluster too.
failed() {
    local status=$?
    logs 15
    [[ -z $unshare ]] || kill -KILL "$unshare" 2>/dev/null || true
    down
    exit "$status"
}

# The first process outlives this script, hence a session of its own; the child of unshare is the one that is process 1.
start_init() {
    local tools=$1/$TOOLS kubernetes=$1/kubernetes-$KUBERNETES_VERSION
    cd /
    PATH=$kubernetes:$tools:$PATH setsid unshare --mount --net --pid --fork --kill-child --mount-proc --propagation private \
        "$here/lib/node.sh" "$state" "$kubernetes" "$tools" "$(cgroup)" </dev/null &
    unshare=$!
    wait_for 10 find_init || die "the namespaces could not be made"
}

# Until unshare has forked, its place is taken by a shell, whose children live in this namespace.
find_init() {
    local init namespace
    init=$(cut -d' ' -f1 "/proc/$unshare/task/$unshare/children")
    namespace=$(readlink "/proc/$init/ns/pid")
    [[ -n $namespace && $namespace != "$(readlink /proc/self/ns/pid)" ]] || return 1
    printf '%s\n' "$namespace" >"$state/init.ns"
    printf '%s\n' "$init" >"$state/init.pid"
}

init_settled() { [[ -e $state/ready ]] || ! init_pid; }

inside() {
    local pid
    pid=$(init_pid) || die "no cluster runs in $state"
    exec nsenter --target "$pid" --mount --net --pid --wd -- env -i HOME=/run/cluster TERM="${TERM:-dumb}" \
        KUBECONFIG=/run/cluster/admin.kubeconfig \
        PATH=/run/cluster/kubernetes:/run/cluster/tools:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}

logs() {
    local log
    for log in "$state"/logs/*.log; do
        [[ -s $log ]] || continue
        say "--- ${log##*/}"
        tail -n "${1:-20}" "$log" | cut -c1-400 >&2
    done
}

# Process 1 takes every process with it and those take the mounts and the network; what is left is files and cgroups.
down() {
    [[ -d $state ]] || return 0
    local pid
    if pid=$(init_pid); then
        kill -KILL "$pid"
        wait_for 30 namespace_empty || say "cluster: processes are left in $(<"$state/init.ns")"
    fi
    wait_for 10 cgroups_removed || say "cluster: the control groups $(cgroup) are left"
    rm -rf --one-file-system "$state"
}

namespace_empty() { ! readlink /proc/[0-9]*/ns/pid | grep -qxF "$(<"$state/init.ns")"; }

# Every control group of the cluster is below one of its own, in each hierarchy there is.
cgroup() { printf 'csihost-%s\n' "$(tr -c 'A-Za-z0-9\n' '-' <<<"${state#/}")"; }

hierarchies() { awk '$3 == "cgroup" || $3 == "cgroup2" { print $2 }' /proc/mounts; }

cgroups_make() {
    local hierarchy
    while read -r hierarchy; do
        mkdir -p "$hierarchy/$(cgroup)"
    done < <(hierarchies)
}

cgroups_removed() {
    local hierarchy left=0
    while read -r hierarchy; do
        [[ ! -d $hierarchy/$(cgroup) ]] || find "$hierarchy/$(cgroup)" -depth -type d -exec rmdir {} + || left=1
    done < <(hierarchies)
    return $left
}

case ${1:-} in
up | exec | logs | down) ;;
-h | --help)
    usage
    exit 0
    ;;
*)
    usage >&2
    exit 2
    ;;
esac
action=$1
[[ -n ${2:-} ]] || die "$action needs the cluster's directory (see --help)"
state=$(realpath -m "$2")
shift 2
need_root
need_commands unshare nsenter setsid mount awk find readlink
case $action in
exec) inside "$@" ;;
*) "$action" "$@" ;;
esac
