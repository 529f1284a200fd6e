#!/usr/bin/env bash
# Measures the published host - start, memory, latency, throughput, publish - and prints each figure beside the peers'. Never fails on a time.
. "$(dirname "${BASH_SOURCE[0]}")/tests/scripts/common.sh"

case ${1:-} in
    "" | --quick) ;;
    -h | --help) printf 'Usage: ./bench.sh [--quick]\n\n  --quick  fewer calls: half a minute in place of three\n'; exit 0 ;;
    *) die "unknown option '$1'; see --help" ;;
esac

require_root
require_dotnet
say "Building and composing the host"
"$root/tests/scripts/compose.sh" "$artifacts/composed"
quietly build-bench dotnet build "$root/tests/Bench/CsiHost.Bench.csproj" -c Release -v quiet
quietly build-s3-bench dotnet build "$root/tests/plugins/s3/CsiHost.Plugins.S3.Tests.csproj" -c Release -v quiet
say "Measuring (machines are noisy: compare figures of one run)"
dotnet "$artifacts/bin/CsiHost.Plugins.S3.Tests/release/CsiHost.Plugins.S3.Tests.dll" bench
exec dotnet "$artifacts/bin/CsiHost.Bench/release/CsiHost.Bench.dll" --host "$artifacts/composed" "$@"
