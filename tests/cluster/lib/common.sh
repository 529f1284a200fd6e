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

# The folders that the cluster replaces by its own: a path below them means something else inside.
need_uncovered() {
    case $1/ in
    /run/* | /var/run/* | /var/lib/* | /var/log/* | /proc/* | /sys/* | /dev/*) die "$1 is in a folder that the cluster covers" ;;
    esac
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

# run_job OUTPUT COMMAND...: runs it in a process group of its own that stops at the first failing line, and leaves its
# status in job_status; an empty OUTPUT lets it print. A signal to the script is answered at once, and stop_job then ends
# the whole group. Never call it in a condition: bash would not stop at failing lines then.
job='' job_status=0
run_job() {
    local output=$1
    shift
    job_status=0
    set -m
    (
        set +m
        [[ -z $output ]] || exec >"$output" 2>&1
        "$@"
    ) </dev/null 9>&- &
    job=$!
    set +m
    wait "$job" || job_status=$?
    job=''
}

stop_job() {
    [[ -n $job ]] || return 0
    kill -TERM -- "-$job" 2>/dev/null || true
    wait_for 60 job_ended || kill -KILL -- "-$job"
    job=''
}

job_ended() { ! kill -0 -- "-$job"; }

# cached NAME CACHE MAKER: runs "MAKER DIR" in a scratch directory beside the final one and renames the whole on success,
# so CACHE/NAME is either complete or absent. The lock keeps two runs from making the same thing at once; a scratch
# directory found under the lock belongs to a run that was killed.
cached() {
    local name=$1 cache=$2 maker=$3
    mkdir -p "$cache"
    exec 9>"$cache/.$name.lock"
    flock --nonblock 9 || { say "$name: waiting for another run that makes it" && flock 9; }
    if [[ -d $cache/$name ]]; then
        say "$name: already in $cache"
        return
    fi
    rm -rf "$cache/.$name".??????
    scratch=$(mktemp -d "$cache/.$name.XXXXXX")
    trap 'stop_job; rm -rf "$scratch"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    "$maker"
    mv -T "$scratch/result" "$cache/$name"
    say "$name: done in $SECONDS s, $(du -sh "$cache/$name" | cut -f1) in $cache/$name"
}

# step WHAT COMMAND...: for makers: names a step when it starts and its seconds when it ends; shows what a failed one printed.
step() {
    local what=$1 began=$SECONDS
    shift
    say "  $what ..."
    run_job "$scratch/step.log" "$@"
    if ((job_status != 0)); then
        cat "$scratch/step.log" >&2
        die "failed: $what"
    fi
    say "  $what: $((SECONDS - began)) s"
}
