#!/usr/bin/env bash
# Runs every tier of tests, installing what it lacks from Debian's packages. Ends with the line `N passed, N failed`.
. "$(dirname "${BASH_SOURCE[0]}")/tests/scripts/common.sh"

tiers=(build unit functional conformance s3 chart images kernel cluster)
usage() {
    cat <<U
Usage: ./test.sh [--tier NAME]... [--filter EXPRESSION]

  --tier NAME    only this tier (${tiers[*]}); may be repeated
  --filter EXPR  a dotnet test filter, for example FullyQualifiedName~GrpcTimeout

build        no warnings, formatted sources
unit         tables over pure code; needs nothing
functional   real sockets, mounts, processes and crashes; needs root and /dev/fuse
conformance  the published host against the suites of the TestKit and against other gRPC clients; needs root
chart        our chart rendered and checked
images       both Dockerfiles built by buildah, inspected, started and broken; needs root; only when it is named
s3           the published S3 engine on a real S3 server (from Debian 13's packages in a chroot, made once, then cached); needs root; only when it is named
kernel       the published host in a guest kernel with NFS, through tunnels, to a real NFS server; needs root; only when it is named
cluster      a real Kubernetes control plane and kubelet (built once from Debian's source package, then cached); needs root
U
}

chosen=() filter=
while [ $# -gt 0 ]; do
    case $1 in
        --tier) [ $# -gt 1 ] || die "--tier wants a name"; chosen+=("$2"); shift ;;
        --filter) [ $# -gt 1 ] || die "--filter wants an expression"; filter=$2; shift ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
    shift
done
for tier in "${chosen[@]}"; do
    [[ " ${tiers[*]} " == *" $tier "* ]] || die "there is no tier '$tier'; the tiers are: ${tiers[*]}"
done
# Tiers that run only when they are named.
named=(s3 images kernel)
wants() { { [ ${#chosen[@]} = 0 ] && [[ " ${named[*]} " != *" $1 "* ]]; } || [[ " ${chosen[*]} " == *" $1 "* ]]; }

passed=0 failed=0 broken=()
count() { passed=$((passed + $1)); failed=$((failed + $2)); }

# dotnet_tier NAME FILTER - runs the tests of a tier and adds up the closing line of every test assembly.
dotnet_tier() {
    local name=$1 expression=$2 log=$artifacts/logs/tests-$1.log start=$SECONDS status=0 p f
    [ -z "$filter" ] || expression="($expression)&($filter)"
    say "Tier $name"
    dotnet test CsiHost.sln --no-build -m:1 -v quiet --filter "$expression" --logger "console;verbosity=minimal" >"$log" 2>&1 || status=$?
    p=$(sed -n 's/.*Passed: *\([0-9]*\),.*/\1/p' "$log" | awk "{n += \$1} END {print n + 0}")
    f=$(sed -n 's/.*Failed: *\([0-9]*\),.*/\1/p' "$log" | awk "{n += \$1} END {print n + 0}")
    printf '    %s: %s passed, %s failed, %ss\n' "$name" "${p:-0}" "${f:-0}" $((SECONDS - start))
    count "${p:-0}" "${f:-0}"
    if [ "${f:-0}" != 0 ] || [ $status != 0 ]; then
        grep -vE '^\s*$|No test matches' "$log" | tail -150
        [ "${f:-0}" != 0 ] || broken+=("$name: the test run ended with exit code $status")
    elif [ "${p:-0}" = 0 ] && [ -z "$filter" ]; then
        broken+=("$name: no test ran")
    fi
}

require_dotnet
mkdir -p "$artifacts/logs"
cd "$root"

quietly restore dotnet restore CsiHost.sln
quietly build dotnet build CsiHost.sln --no-restore -v quiet
if wants build; then
    say "Tier build"
    if dotnet format CsiHost.sln --verify-no-changes --no-restore >"$artifacts/logs/format.log" 2>&1; then
        count 1 0
    else
        tail -30 "$artifacts/logs/format.log"
        count 0 1
    fi
fi
if wants unit; then
    dotnet_tier unit 'tier!=functional&tier!=conformance'
fi
if wants images; then
    require_root
fi
if wants functional || wants conformance || wants s3 || wants kernel || wants cluster; then
    require_root
    [ -c /dev/fuse ] || die "the functional tier needs /dev/fuse (modprobe fuse)"
fi
if wants functional; then
    need unshare:util-linux mkfs.xfs:xfsprogs kill:procps
    dotnet_tier functional 'tier=functional'
fi
if wants conformance || wants s3 || wants kernel || wants cluster || wants images; then
    "$root/tests/scripts/compose.sh" "$artifacts/composed"
fi
if wants conformance; then
    need /usr/bin/python3:python3 node:nodejs npm:npm protoc:protobuf-compiler \
        grpc_python_plugin:protobuf-compiler-grpc /usr/include/google/protobuf/wrappers.proto:libprotobuf-dev /usr/lib/python3/dist-packages/grpc:python3-grpcio
    quietly npm-ci npm ci --no-audit --no-fund --prefix tests/interop
    dotnet_tier conformance 'tier=conformance'
fi

# script_tier NAME COMMAND... - a tier that is a script; its last line is `N passed, N failed`.
script_tier() {
    local name=$1 log=$artifacts/logs/$1.log start=$SECONDS status=0 line
    shift
    "$@" 2>&1 | tee "$log" || status=$?
    line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -1 || true)
    if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
        printf '    %s: %ss\n' "$name" $((SECONDS - start))
        count "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
        [ $status = 0 ] || [ "${BASH_REMATCH[2]}" != 0 ] || broken+=("$name: ended with exit code $status")
    else
        broken+=("$name: did not come to its end (exit code $status)")
    fi
}

if wants s3 && [ -z "$filter" ]; then
    say "Tier s3"
    script_tier s3 "$root/tests/s3/run.sh" "$artifacts/composed/bin/csi-s3-engine"
fi
if wants images && [ -z "$filter" ]; then
    say "Tier images"
    "$root/tests/scripts/compose.sh" --variant fips --from "$artifacts/composed" "$artifacts/composed-fips"
    script_tier images "$root/tests/images/run.sh" "$artifacts/composed" "$artifacts/composed-fips"
fi
if wants chart && [ -z "$filter" ]; then
    say "Tier chart"
    script_tier chart "$root/tests/chart/run.sh"
fi
if wants kernel && [ -z "$filter" ]; then
    say "Tier kernel"
    script_tier kernel "$root/tests/Kernel/run.sh" --host "$artifacts/composed"
fi
if wants cluster && [ -z "$filter" ]; then
    say "Tier cluster"
    script_tier cluster "$root/tests/cluster/run.sh" --host "$artifacts/composed"
fi

say "Result"
for line in "${broken[@]}"; do printf 'could not run: %s\n' "$line"; done
printf '%s passed, %s failed\n' "$passed" $((failed + ${#broken[@]}))
[ $((failed + ${#broken[@]})) = 0 ]
