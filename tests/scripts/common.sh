# Shared by run.sh, test.sh, bench.sh and the scripts under tests/. Source it; it does nothing by itself.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
artifacts=$root/artifacts
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

say() { printf '\n==> %s\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

require_root() {
    [ "$(id -u)" = 0 ] || die "mounting file systems needs root: run this as root (sudo $0)"
}

require_dotnet() {
    command -v dotnet >/dev/null || die "the .NET SDK is not on PATH; install the version of global.json ($(grep -o '[0-9][0-9.]*' "$root/global.json" | head -1))"
    (cd "$root" && dotnet --version >/dev/null) || die "the installed .NET SDK does not satisfy global.json"
}

# need PROGRAM:PACKAGE ... - installs, from Debian's packages, those whose program is missing; a program may be an absolute path.
need() {
    local missing=() pair
    for pair in "$@"; do
        case $pair in
            /*) [ -e "${pair%%:*}" ] || missing+=("${pair##*:}") ;;
            *) command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}") ;;
        esac
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    install_packages "${missing[@]}"
}

install_packages() {
    command -v apt-get >/dev/null || die "install these packages first (no apt-get here): $*"
    say "Installing $* from Debian's packages"
    # Services that a package would start stay off: the tests start what they need themselves.
    local policy=/usr/sbin/policy-rc.d made=
    if [ ! -e $policy ]; then
        printf '#!/bin/sh\nexit 101\n' >$policy && chmod +x $policy && made=1
    fi
    local status=0
    { DEBIAN_FRONTEND=noninteractive apt-get -qq update &&
        DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends "$@" >/dev/null; } || status=$?
    [ -z "$made" ] || rm -f $policy
    [ $status = 0 ] || die "apt-get could not install: $*"
}

# quietly NAME COMMAND... - runs a command with its output in a log that is shown only when it fails.
quietly() {
    local name=$1 log start=$SECONDS
    shift
    mkdir -p "$artifacts/logs"
    log=$artifacts/logs/$name.log
    if "$@" >"$log" 2>&1; then
        printf '    %s: %ss\n' "$name" $((SECONDS - start))
    else
        local status=$?
        tail -60 "$log" >&2
        die "$name failed (exit $status); the whole log is $log"
    fi
}
