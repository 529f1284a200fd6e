#!/bin/bash
# The cluster tier: a real, unpatched Kubernetes node uses the host under test, which is killed on the way.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR
source "$here/lib/common.sh"
# shellcheck source-path=SCRIPTDIR
source "$here/lib/checks.sh"
# shellcheck source-path=SCRIPTDIR
source "$here/lib/host.sh"

usage() {
    cat <<EOF
usage: run.sh [--host DIR] [--state DIR] [--keep]

Starts a cluster of one node (see cluster.sh), runs the host from DIR (an executable csi-host beside its plugins) in it with
the driver $driver, takes a volume through a whole life with pods, kills the host in the middle, and
ends everything. Prints a line a check and closes with "N passed, N failed"; the exit status is 0 if none failed.

  --host DIR    the composed host; without it the cluster alone is proved
  --state DIR   where the cluster's state goes, at most 40 characters (default: a new directory in /tmp)
  --keep        leave a cluster with a failed check up, to look into it
EOF
}

host='' state='' keep=
while (($# > 0)); do
    case $1 in
    --host) host=${2:?--host needs a directory} && shift 2 ;;
    --state) state=${2:?--state needs a directory} && shift 2 ;;
    --keep) keep=yes && shift ;;
    -h | --help)
        usage
        exit 0
        ;;
    *)
        usage >&2
        exit 2
        ;;
    esac
done

inside() { "$here/cluster.sh" exec "$state" "$@"; }

# outside PATH: where a path below /var/lib inside is to be found outside.
outside() { printf '%s/var-lib%s\n' "$state" "${1#/var/lib}"; }

kube() { inside kubectl "$@"; }

# apply FILE NAME=VALUE...: a manifest with each $NAME in it replaced.
apply() {
    local text pair
    text=$(<"$1")
    shift
    for pair in "$@"; do
        text=${text//\$${pair%%=*}/${pair#*=}}
    done
    kube apply -f - <<<"$text"
}

# pod_ready NAME: bounded, and tells why not.
pod_ready() {
    kube wait "pod/$1" --for=condition=Ready --timeout=120s && return
    kube get events --sort-by=.lastTimestamp -o custom-columns='REASON:.reason,MESSAGE:.message' | tail -n 5
    because "the pod $1 is not ready within 120 s"
}

# A pod that needs nothing of ours: what fails here is the cluster's fault.
plain_pod_runs() {
    apply "$here/manifests/plain-pod.yaml"
    pod_ready plain
    kube exec plain -- sh -c 'echo in-pod | tee /empty/file >/host/file'
    grep -qx in-pod "$state/run/cluster/plain/file" || because 'the file written in the pod is not on the node'
    kube delete pod plain --timeout=60s
}

driver_listed() { kube get csinode node -o jsonpath='{.spec.drivers[*].name}' | tr ' ' '\n' | grep -qxF "$driver"; }

driver_not_listed() { ! driver_listed; }

registrations() { grep -c "Register new plugin with name: $driver" "$state/logs/kubelet.log" || true; }

host_starts() {
    host_prepare
    apply "$here/manifests/driver.yaml" "DRIVER=$driver"
    kube taint node node "$taint=:NoExecute"
    host_start
}

driver_registers() {
    wait_for 60 driver_listed || because 'CSINode does not list the driver within 60 s'
    local id
    id=$(kube get csinode node -o jsonpath="{.spec.drivers[?(@.name=='$driver')].nodeID}")
    [[ -n $id ]] || because 'CSINode has no node id of the driver'
    registrations >"$state/registrations"
}

host_is_healthy() { wait_for 30 healthy || because 'no "ok" at /healthz within 30 s'; }

# The cluster's administrator puts it on a new node so that no pod comes before the driver.
startup_taint_goes() { wait_for 60 taint_gone || because "the node still has the taint $taint after 60 s"; }

taint_gone() { ! kube get node node -o jsonpath='{.spec.taints[*].key}' | grep -qF "$taint"; }

volume_is_created() {
    create_volume cluster-tier >"$state/handle"
    [[ -s $state/handle ]] || because 'CreateVolume answered no volume id'
    apply "$here/manifests/volume.yaml" NAME=data "DRIVER=$driver" "HANDLE=$(<"$state/handle")"
    wait_for 60 claim_bound || because 'the claim is not bound within 60 s'
}

claim_bound() { [[ $(kube get pvc data -o jsonpath='{.status.phase}') == Bound ]]; }

first_pod_starts() {
    apply "$here/manifests/pod.yaml" NAME=first CLAIM=data READ_ONLY=false
    pod_ready first
}

first_pod_writes_and_reads() {
    kube exec first -- sh -c 'echo from-first >/data/message && sync && grep -qx from-first /data/message'
    grep -rqx from-first "$(outside "$volumes")" || because 'the data is not under the root of the driver'
}

# Kubelet gets these numbers by NodeGetVolumeStats.
kubelet_has_stats() { wait_for 60 stats_listed || because 'kubelet has no figures of the volume within 60 s'; }

stats_listed() {
    kube get --raw /api/v1/nodes/node/proxy/stats/summary | tr -d ' \n' |
        grep -qE '"capacityBytes":[1-9][0-9]*,[^{}]*"name":"data","pvcRef"'
}

pod_outlives_the_host() {
    host_end KILL
    kube exec first -- sh -c 'grep -qx from-first /data/message && echo while-dead >/data/second'
}

host_comes_back() {
    local before
    before=$(<"$state/registrations")
    host_start
    wait_for 60 registered_since "$before" || because 'kubelet has not registered the driver again within 60 s'
    wait_for 60 driver_listed || because 'CSINode does not list the driver again within 60 s'
}

registered_since() { (($(registrations) > $1)); }

second_pod_reads() {
    apply "$here/manifests/pod.yaml" NAME=second CLAIM=data READ_ONLY=true
    pod_ready second
    kube exec second -- sh -c 'grep -qx from-first /data/message && grep -qx while-dead /data/second'
}

# Kubelet gives the container a read-only mount whatever the driver does; the driver's own one is on the node.
second_pod_cannot_write() {
    local uid
    uid=$(kube get pod second -o jsonpath='{.metadata.uid}')
    # shellcheck disable=SC2016 # for awk
    inside awk -v uid="$uid" 'index($5, uid) && $6 ~ /^ro/ { found = 1 } END { exit !found }' /proc/self/mountinfo ||
        because 'the volume is not mounted read-only on the node'
    if kube exec second -- sh -c 'echo no >/data/refused'; then because 'a read-only volume took a write'; fi
    kube exec first -- sh -c '[ ! -e /data/refused ]'
}

pods_go() {
    inside cat /proc/self/mountinfo | grep -c 'kubernetes.io~csi' | grep -qvx 0 || because 'no volume was mounted'
    kube delete pod first second --timeout=120s
    wait_for 60 targets_gone || because "left behind: $(targets)"
    wait_for 30 nothing_runs || because 'a container is left'
}

# Mounts and folders that a pod or the driver's staging had.
targets() {
    # shellcheck disable=SC2016 # for awk
    inside awk '$5 ~ "kubernetes.io[~/]csi" { print $5 }' /proc/self/mountinfo
    find "$state"/var-lib/kubelet/pods "$state"/var-lib/kubelet/plugins/kubernetes.io/csi -xdev -mindepth 1 \
        \( -path '*kubernetes.io~csi*' -o -name globalmount -o -name vol_data.json \) 2>/dev/null || true
}

targets_gone() { [[ -z $(targets) ]]; }

nothing_runs() { [[ -z $(inside ctr -n k8s.io tasks ls -q) ]]; }

volume_is_deleted() {
    kube delete pvc/data pv/data --timeout=60s
    delete_volume "$(<"$state/handle")"
    ! grep -rqx from-first "$(outside "$volumes")" || because 'the data of the deleted volume is still there'
    [[ -z $(find "$(outside "$volumes")" -name "*$(<"$state/handle")*") ]] || because 'a file of the deleted volume is left'
    ! grep -rqsF "$(<"$state/handle")" "$(outside "$host_state")" || because 'the host still keeps a record of the volume'
}

host_stops() {
    host_end TERM
    [[ $(<"$state/host.exit") == 0 ]] || because "the host ended with status $(<"$state/host.exit")"
    wait_for 60 driver_not_listed || because 'CSINode still lists the driver'
    [[ ! -e $(outside "$socket") && -z $(find "$state/var-lib/kubelet" -name '*.sock' -path "*$driver*") ]] ||
        because 'a socket file is left'
}

nothing_is_left() {
    local namespaces
    namespaces=$(<"$state/init.ns")
    "$here/cluster.sh" down "$state"
    [[ ! -e $state ]] || because "$state is left"
    ! readlink /proc/[0-9]*/ns/pid | grep -qxF "$namespaces" || because 'a process is left'
    ! grep -qF "$state" /proc/self/mountinfo || because 'a mount is left'
    ! find /sys/fs/cgroup -maxdepth 2 -name "csihost-*${state##*/}" | grep -q . || because 'a control group is left'
}

print_logs() {
    local name
    for name in host kubelet kube-apiserver; do
        [[ -s $state/logs/$name.log ]] || continue
        say "--- the end of $name.log"
        tail -n 40 "$state/logs/$name.log" | cut -c1-400 >&2
    done
}

# Once here with the cluster up, the host cannot outlive it: both end with the namespaces.
finish() {
    local status=$?
    stop_job
    rm -f "$state.check"
    "$here/cluster.sh" down "$state"
    exit "$status"
}

need_root
[[ -z $host ]] || [[ -x $host/csi-host ]] || die "$host has no executable csi-host"
host=${host:+$(realpath "$host")}
need_uncovered "$host"
state=$(realpath -m "${state:-$(mktemp -d /tmp/csihost-cluster.XXXXXX)}")
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

run_job '' "$here/build-kubernetes.sh"
((job_status == 0)) || exit "$job_status"
run_job '' "$here/fetch-tools.sh"
((job_status == 0)) || exit "$job_status"
always_check cluster-starts "$here/cluster.sh" up "$state"
check plain-pod-runs plain_pod_runs
if [[ -n $host ]]; then
    check host-starts host_starts
    check driver-registers driver_registers
    check host-is-healthy host_is_healthy
    check startup-taint-goes startup_taint_goes
    check volume-is-created volume_is_created
    check first-pod-starts first_pod_starts
    check first-pod-writes-and-reads first_pod_writes_and_reads
    check kubelet-has-stats kubelet_has_stats
    check pod-outlives-the-host pod_outlives_the_host
    check host-comes-back host_comes_back
    check second-pod-reads second_pod_reads
    check second-pod-cannot-write second_pod_cannot_write
    check pods-go pods_go
    check volume-is-deleted volume_is_deleted
    check host-stops host_stops
fi
((failed == 0)) || print_logs
if [[ -n $keep ]] && ((failed > 0)); then
    trap - EXIT
    say "kept: $here/cluster.sh exec $state ..., then down $state"
else
    always_check nothing-is-left nothing_is_left
fi
summary
