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

quietly publish-host publish host/CsiHost.csproj "$out" --self-contained true
for project in plugins/*/CsiHost.Plugins.*.csproj; do
    [ -e "$project" ] || continue
    id=$(basename "$(dirname "$project")")
    rm -rf "$out/plugins/$id"
    quietly "publish-plugin-$id" publish "$project" "$out/plugins/$id" --self-contained false
done
quietly lock-plugins "$out/csi-host" plugins lock "$out/plugins"
