#!/usr/bin/env bash
# Publishes the host and every plugin there is into one folder, ready to run: OUT/csi-host and OUT/plugins/<id>.
# Usage: compose.sh [--variant default|fips] [--from COMPOSED] OUT
#   --variant fips   with the FIPS policy, which runs only where OpenSSL is in FIPS mode; the default composition has no policy plugin
#   --from COMPOSED  copies what a composition of the other variant has already, in place of publishing it again
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

variant=default from=
while [ $# -gt 1 ]; do
    case $1 in
        --variant) variant=$2 ;;
        --from) from=$(cd "$2" && pwd) ;;
        *) die "compose.sh: unknown option '$1'" ;;
    esac
    shift 2
done
[ $# = 1 ] || die "usage: compose.sh [--variant default|fips] [--from COMPOSED] OUT"
[[ $variant = default || $variant = fips ]] || die "there is no variant '$variant'; the variants are default and fips"
mkdir -p "$1"
out=$(cd "$1" && pwd)
require_dotnet
cd "$root"

publish() { dotnet publish "$1" -c Release -r linux-x64 -o "$2" -v quiet -p:PublishReadyToRun=true "${@:3}"; }

publish_ahead() {
    dotnet publish "$1" -c Release -r linux-x64 -o "$2" -v quiet -p:DebugType=none -p:CopyOutputSymbolsToPublishDirectory=false -p:GenerateDocumentationFile=false -p:EnforceCodeStyleInBuild=false
}

# publish_plugin PROJECT - into a folder named for the id that its manifest says.
publish_plugin() {
    local made=$out/.plugin id
    rm -rf "$made"
    quietly "publish-plugin-$(basename "$(dirname "$1")")" publish "$1" "$made" --self-contained false
    id=$(sed -n 's/^ *"id": *"\([^"]*\)".*/\1/p' "$made/plugin.json")
    [ -n "$id" ] || die "$1 was published without an id in plugin.json"
    mkdir -p "$out/plugins"
    rm -rf "$out/plugins/$id"
    mv "$made" "$out/plugins/$id"
}

rm -rf "$out/plugins"
if [ -n "$from" ]; then
    cp -a "$from/." "$out/"
    rm -rf "$out/plugins/fips-crypto"
else
    quietly publish-host publish host/CsiHost.csproj "$out" --self-contained true
    for project in plugins/*/CsiHost.Plugins.*.csproj; do
        [ "$project" = plugins/fips-crypto/CsiHost.Plugins.FipsCrypto.csproj ] || publish_plugin "$project"
    done
fi
[ "$variant" = default ] || publish_plugin plugins/fips-crypto/CsiHost.Plugins.FipsCrypto.csproj
# Executables that run without the host, compiled ahead of time. The compiler is slow, so only what is older than its sources is made again.
for project in plugins/*/*/CsiHost.Plugins.*.csproj; do
    [ -e "$project" ] || continue
    stamp="$out/bin/.$(basename "$project" .csproj)"
    if [ ! -e "$stamp" ] || [ -n "$(find "$(dirname "$project")" abstractions Directory.*.props -newer "$stamp" -type f -print -quit)" ]; then
        quietly "publish-$(basename "$project" .csproj)" publish_ahead "$project" "$out/bin"
        touch "$stamp"
    fi
done
[ ! -e "$out/bin/aws-s3-csi-mounter" ] || ln -sf aws-s3-csi-mounter "$out/bin/aws-s3-csi-daemonset-mounter"
quietly lock-plugins "$out/csi-host" plugins lock "$out/plugins"
