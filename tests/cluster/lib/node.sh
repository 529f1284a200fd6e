#!/bin/bash
# Process 1 of the cluster's namespaces: prepares mounts and network, starts every service, waits for a ready node, then
# only reaps. When it ends, the kernel ends everything in the namespaces. Started by cluster.sh, never by hand:
# node.sh STATE_DIR KUBERNETES_DIR TOOLS_DIR CGROUP
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source-path=SCRIPTDIR/..
source "$here/lib/common.sh"

readonly state=$1 kubernetes=$2 tools=$3 cgroup=$4
readonly address=10.99.0.1 limit=180

# Everything that Kubernetes and containerd keep at fixed places lands in the state directory, and a path such as
# /var/lib/kubelet is the usual one inside.
prepare_mounts() {
    mkdir -p "$state"/run/cluster/{kubernetes,tools} "$state"/var-lib "$state"/var-log
    mount --bind "$kubernetes" "$state/run/cluster/kubernetes"
    mount --bind "$tools" "$state/run/cluster/tools"
    cp -r "$here/config" "$state/run/cluster/config"
    cover_names
    cover_sysctls
    mount --bind "$state/var-lib" /var/lib
    mount --bind "$state/var-log" /var/log
    mount --rbind "$state/run" /run
    mount --make-rshared /
}

# Look-ups must fail at once instead of asking a server that this network does not have.
cover_names() {
    mkdir -p "$state/etc"
    printf 'nameserver 127.0.0.1\noptions attempts:1 timeout:1\n' >"$state/etc/resolv.conf"
    printf '127.0.0.1 localhost %s\n%s node\n' "$(hostname)" "$address" >"$state/etc/hosts"
    local name
    for name in resolv.conf hosts; do
        [[ ! -e /etc/$name ]] || mount --bind "$state/etc/$name" "$(realpath "/etc/$name")"
    done
}

# Kubelet sets these for the whole machine; here it sets copies.
cover_sysctls() {
    local key
    for key in vm/overcommit_memory vm/panic_on_oom kernel/panic kernel/panic_on_oops kernel/keys/root_maxkeys \
        kernel/keys/root_maxbytes; do
        mkdir -p "$state/sysctl/${key%/*}"
        cp --no-preserve=mode "/proc/sys/$key" "$state/sysctl/$key"
        mount --bind "$state/sysctl/$key" "/proc/sys/$key"
    done
}

# Kubelet refuses a loopback address, hence a pair of virtual interfaces that leads nowhere; it also probes the metadata
# service of clouds, which must fail at once.
prepare_network() {
    local command
    for command in 'link set lo up' 'link add ve0 type veth' "addr add $address/24 dev ve0" 'link set ve0 up' \
        'link set veth0 up' 'route add default via 10.99.0.2' 'route add unreachable 169.254.0.0/16'; do
        # shellcheck disable=SC2086 # words are wanted
        busybox ip $command
    done
}

# One key pair serves as the API server's certificate, as its client certificate to kubelet and for service accounts.
prepare_identities() {
    local name pki=/run/cluster/pki
    mkdir -p "$pki"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /O=system:masters/CN=server \
        -addext "subjectAltName=IP:127.0.0.1,IP:$address,IP:10.0.0.1,DNS:localhost,DNS:kubernetes.default.svc" \
        -keyout "$pki/server.key" -out "$pki/server.crt" 2>/dev/null
    add_identity admin admin system:masters
    add_identity kubelet system:node:node system:nodes
    add_identity controller-manager system:kube-controller-manager
    add_identity scheduler system:kube-scheduler
}

# add_identity NAME USER [GROUP]: a token of its own and a kubeconfig that carries it.
add_identity() {
    local name=$1 user=$2 group=${3:-} token
    token=$(openssl rand -hex 16)
    printf '%s,%s,%s,"%s"\n' "$token" "$user" "$name" "$group" >>/run/cluster/pki/tokens.csv
    cat >"/run/cluster/$name.kubeconfig" <<EOF
apiVersion: v1
kind: Config
current-context: cluster
clusters: [ { name: cluster, cluster: { server: "https://127.0.0.1:6443", certificate-authority: /run/cluster/pki/server.crt } } ]
users: [ { name: user, user: { token: $token } } ]
contexts: [ { name: cluster, context: { cluster: cluster, user: user } } ]
EOF
}

# service NAME COMMAND...: started in the background with its own log; its process id (in here) is kept.
service() {
    local name=$1
    shift
    "$@" >"$state/logs/$name.log" 2>&1 </dev/null &
    echo $! >"$state/pids/$name"
}

# ready NAME COMMAND...: waits for it, and says at once when the service of that name has died instead.
ready() {
    local name=$1
    shift
    wait_for "$limit" service_died_or "$name" "$@" || die "$name: not ready within $limit s"
    kill -0 "$(<"$state/pids/$name")" 2>/dev/null || die "$name ended: see its log"
    say "  $name ready at $SECONDS s"
}

service_died_or() {
    local name=$1
    shift
    "$@" || ! kill -0 "$(<"$state/pids/$name")"
}

start_storage() {
    service etcd etcd --data-dir /var/lib/etcd --unsafe-no-fsync --listen-peer-urls http://127.0.0.1:2380 \
        --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379
    ready etcd busybox wget -qO- http://127.0.0.1:2379/health
}

start_api_server() {
    service kube-apiserver kube-apiserver --etcd-servers=http://127.0.0.1:2379 --bind-address=127.0.0.1 \
        --secure-port=6443 --insecure-port=0 --service-cluster-ip-range=10.0.0.0/24 --endpoint-reconciler-type=none \
        --tls-cert-file=/run/cluster/pki/server.crt --tls-private-key-file=/run/cluster/pki/server.key \
        --token-auth-file=/run/cluster/pki/tokens.csv --authorization-mode=Node,RBAC --allow-privileged \
        --service-account-issuer=https://cluster.test --service-account-key-file=/run/cluster/pki/server.crt \
        --service-account-signing-key-file=/run/cluster/pki/server.key --api-audiences=https://cluster.test,sts.amazonaws.com \
        --kubelet-client-certificate=/run/cluster/pki/server.crt --kubelet-client-key=/run/cluster/pki/server.key \
        --kubelet-preferred-address-types=InternalIP --feature-gates=CSIServiceAccountToken=true
}

start_controllers() {
    service kube-controller-manager kube-controller-manager --kubeconfig=/run/cluster/controller-manager.kubeconfig \
        --leader-elect=false --port=0 --bind-address=127.0.0.1 --pvclaimbinder-sync-period=1s --root-ca-file=/run/cluster/pki/server.crt \
        --use-service-account-credentials --service-account-private-key-file=/run/cluster/pki/server.key
    service kube-scheduler kube-scheduler --kubeconfig=/run/cluster/scheduler.kubeconfig --leader-elect=false --port=0 \
        --bind-address=127.0.0.1
}

start_kubelet() {
    service kubelet kubelet --config=/run/cluster/config/kubelet.yaml --kubeconfig=/run/cluster/kubelet.kubeconfig \
        --container-runtime=remote --container-runtime-endpoint=unix:///run/containerd/containerd.sock \
        --hostname-override=node --node-ip="$address" --cgroup-root="/$cgroup" --volume-plugin-dir=/var/lib/kubelet/exec \
        --pod-infra-container-image="$IMAGE" --v=2
}

# Ready, and the controller manager has taken away the taint that a new node has.
node_ready() {
    kubectl wait node/node --for=condition=Ready --timeout=1s && [[ -z $(kubectl get node node -o jsonpath='{.spec.taints}') ]]
}

start_cluster() {
    service containerd containerd --config /run/cluster/config/containerd.toml
    start_storage
    start_api_server
    ready containerd ctr version
    ctr -n k8s.io images import --no-unpack /run/cluster/tools/image.tar >/dev/null
    ready kube-apiserver kubectl get --raw /readyz
    start_controllers
    start_kubelet
    ready kube-controller-manager kubectl get serviceaccount default
    ready kubelet node_ready
}

mkdir -p "$state"/{logs,pids}
export PATH=/run/cluster/kubernetes:/run/cluster/tools:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export HOME=/run/cluster KUBECONFIG=/run/cluster/admin.kubeconfig
prepare_mounts
prepare_network
prepare_identities
start_cluster
touch "$state/ready"
exec >>"$state/logs/node.log" 2>&1
while :; do wait -n || sleep 1; done
