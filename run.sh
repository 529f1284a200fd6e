#!/usr/bin/env bash
# Builds what changed, composes a host with every plugin there is, starts it, drives every driver through a volume's life on real mounts
# and reports. Then it keeps serving until Ctrl-C.
. "$(dirname "${BASH_SOURCE[0]}")/tests/scripts/common.sh"

usage() {
    cat <<'U'
Usage: ./run.sh [--once] [--driver NAME] [--plain]

  --once         exit after the report; the exit code is 1 if a row failed
  --driver NAME  only this driver, for example local.csihost.dev
  --plain        plain lines even on a terminal

Needs root (it mounts), the .NET SDK and Linux. Everything it makes lies below a temporary folder and is removed at the end.
U
}

tour=()
while [ $# -gt 0 ]; do
    case $1 in
        --once | --plain) tour+=("$1") ;;
        --driver) [ $# -gt 1 ] || die "--driver wants a name"; tour+=("$1" "$2"); shift ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
    shift
done

require_root
require_dotnet
need unshare:util-linux
say "Building and composing the host with every plugin"
"$root/tests/scripts/compose.sh" "$artifacts/composed"
quietly build-tour dotnet build "$root/tests/Tour/CsiHost.Tour.csproj" -c Release -v quiet
say "Driving every driver through a volume's life"
exec dotnet "$artifacts/bin/CsiHost.Tour/release/CsiHost.Tour.dll" --host "$artifacts/composed" "${tour[@]}"
