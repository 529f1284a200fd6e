# shellcheck shell=bash disable=SC2154
# Starts, ends and asks the host under test inside the cluster. All that is assumed about its command line, configuration
# and paths is here. Sourced, never run.

readonly driver=local.csihost.dev
readonly socket=/var/lib/kubelet/plugins/$driver/csi.sock
readonly volumes=/var/lib/csi-local
readonly host_state=/var/lib/csi-host
readonly taint=$driver/agent-not-ready
readonly health=127.0.0.1:9808

# What a pod finds in its environment, one NAME=VALUE a line.
host_environment() {
    cat <<EOF
KUBERNETES_SERVICE_HOST=127.0.0.1
KUBERNETES_SERVICE_PORT=6443
EOF
}

host_configuration() {
    cat <<EOF
{
  "Host": {
    "NodeName": "node",
    "StateDirectory": "$host_state",
    "RegistrationDirectory": "/var/lib/kubelet/plugins_registry",
    "HealthEndpoint": "$health"
  },
  "Drivers": { "$driver": { "Endpoint": "unix://$socket", "StartupTaint": "$taint" } },
  "Plugins": { "local": { "Root": "$volumes", "AllowMultiNodeModes": true } }
}
EOF
}

# The identity the host has in the cluster, as the files that every pod finds.
host_prepare() {
    local identity=$state/run/secrets/kubernetes.io/serviceaccount
    mkdir -p "$identity" "$state/var-lib/kubelet/plugins/$driver"
    host_configuration >"$state/run/cluster/host.json"
    apply "$here/manifests/host-account.yaml"
    wait_for 30 host_token || because 'the service account has no token'
    host_token | base64 -d >"$identity/token"
    cp "$state/run/cluster/pki/server.crt" "$identity/ca.crt"
    printf kube-system >"$identity/namespace"
}

host_token() {
    local secret
    secret=$(kube -n kube-system get serviceaccount csi-host -o jsonpath='{.secrets[0].name}')
    [[ -n $secret ]] && kube -n kube-system get secret "$secret" -o jsonpath='{.data.token}'
}

# The process id is the one inside; the exit status is kept once the host has ended.
host_start() {
    local environment
    mapfile -t environment < <(host_environment)
    rm -f "$state/pids/host" "$state/host.exit"
    (
        # shellcheck disable=SC2016 # for the shell inside
        inside env "${environment[@]}" sh -c 'echo $$ >"$0"; exec "$@"' "$state/pids/host" \
            "$host/csi-host" run --config /run/cluster/host.json >>"$state/logs/host.log" 2>&1 </dev/null || status=$?
        echo "${status:-0}" >"$state/host.exit"
    ) 2>/dev/null & # or the shell would announce the kill
    wait_for 60 probe || because "the host did not answer Probe within 60 s"
}

probe() { ctl probe; }

healthy() { [[ $(inside busybox wget -qO- "http://$health/healthz") == ok* ]]; }

# host_end SIGNAL: and waits until it is gone.
host_end() {
    inside kill "-$1" "$(<"$state/pids/host")"
    wait_for 60 test -e "$state/host.exit" || because "the host did not end within 60 s of SIG$1"
}

# ctl RPC ARGUMENTS...: one call to the driver's socket.
ctl() { inside "$host/csi-host" ctl --endpoint "unix://$socket" "$@"; }

create_volume() { ctl create-volume --name "$1" --capacity 16Mi --cap mount:rw-many --output json | json_string volume_id; }

delete_volume() { ctl delete-volume --volume-id "$1"; }

# json_string KEY: the first value of that key; enough for the flat answers read here, and needs no tool.
json_string() { grep -o "\"$1\": *\"[^\"]*\"" | head -n 1 | cut -d'"' -f4; }
