#!/usr/bin/env bash
# Publishes the host and every plugin there is into one folder, ready to run: OUT/csi-host and OUT/plugins/<id>.
# Usage: compose.sh OUT
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[ $# = 1 ] || die "usage: compose.sh OUT"
mkdir -p "$1"
out=$(cd "$1" && pwd)
require_dotnet
cd "$root"

publish() { dotnet publish "$1" -c Release -r linux-x64 -o "$2" -v quiet -p:PublishReadyToRun=true "${@:3}"; }

publish_ahead() {
    dotnet publish "$1" -c Release -r linux-x64 -o "$2" -v quiet -p:DebugType=none -p:CopyOutputSymbolsToPublishDirectory=false -p:GenerateDocumentationFile=false
}

quietly publish-host publish host/CsiHost.csproj "$out" --self-contained true
for project in plugins/*/CsiHost.Plugins.*.csproj; do
    [ -e "$project" ] || continue
    id=$(basename "$(dirname "$project")")
    rm -rf "$out/plugins/$id"
    quietly "publish-plugin-$id" publish "$project" "$out/plugins/$id" --self-contained false
done
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
