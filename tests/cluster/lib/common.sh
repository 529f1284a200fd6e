# shellcheck shell=bash
# Shared by the cluster scripts: messages, the cache, bounded waiting. Sourced, never run.
# shellcheck disable=SC2034 # constants are for those who source this

readonly KUBERNETES_VERSION=1.20.2
readonly TOOLS=cluster-tools-1
readonly IMAGE=csihost.test/busybox:1

say() { printf '%s\n' "$*" >&2; }

die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

need_root() {
    [[ $EUID -eq 0 ]] || die "this needs root: it makes namespaces and mounts"
}

need_commands() {
    local command
    for command in "$@"; do
        command -v "$command" >/dev/null || die "the command '$command' is missing on this machine"
    done
}

# One place for what takes minutes to make: the built components and the unpacked tools.
default_cache() { printf '%s\n' "${CSIHOST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/csihost}"; }

# wait_for SECONDS COMMAND...: polls until the command succeeds; false when the time is up.
wait_for() {
    local -i deadline=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < deadline)) || return 1
        sleep 0.2
    done
}

# cached NAME CACHE MAKER: runs "MAKER DIR" in a scratch directory beside the final one and renames the whole on success,
# so CACHE/NAME is either complete or absent. The lock keeps two runs from making the same thing at once; a scratch
# directory found under the lock belongs to a run that was killed. The maker writes its result to DIR/result.
cached() {
    local name=$1 cache=$2 maker=$3 began=$SECONDS
    mkdir -p "$cache"
    (
        flock 9
        if [[ -d $cache/$name ]]; then
            say "$name: already in $cache"
            exit 0
        fi
        rm -rf "$cache/.$name".*
        local place
        place=$(mktemp -d "$cache/.$name.XXXXXX")
        # shellcheck disable=SC2064 # the path of now is wanted
        trap "rm -rf '$place'; [[ -d '$cache/$name' ]] || say '$name: failed'" EXIT
        trap 'exit 130' INT TERM
        "$maker" "$place" 9>&-
        mv -T "$place/result" "$cache/$name"
        say "$name: done in $((SECONDS - began)) s, $(du -sh "$cache/$name" | cut -f1) in $cache/$name"
    ) 9>"$cache/.$name.lock"
}
