#!/bin/sh
# Writes a software bill of materials (SPDX 2.3, JSON) of a root: Debian packages by their records, NuGet packages by the manifests that .NET wrote.
# Usage: sbom.sh OUT NAME VERSION >FILE
set -eu
out=$1 name=$2 version=$3
list=$(mktemp)
trap 'rm -f "$list"' EXIT
for record in "$out"/var/lib/dpkg/status.d/*; do
    awk -F': ' '$1 == "Package" { p = $2 } $1 == "Version" { v = $2 } $1 == "Architecture" { a = $2 } END { printf "deb %s %s pkg:deb/debian/%s@%s?arch=%s&distro=debian-13\n", p, v, p, v, a }' "$record"
done >"$list"
find "$out/usr/lib/csi-host" -name '*.deps.json' -exec cat {} + | tr -d '\r' |
    awk '/^    "[^"]+\/[0-9][^"]*": \{/ { split($0, q, "\""); id = q[2] } /"type": "(package|runtimepack)"/ && id != "" { print id; id = "" }' |
    sort -u | awk -F/ '{ n = $1; sub(/^runtimepack\./, "", n); printf "nuget %s %s pkg:nuget/%s@%s\n", n, $2, n, $2 }' >>"$list"
printf '{\n  "spdxVersion": "SPDX-2.3",\n  "dataLicense": "CC0-1.0",\n  "SPDXID": "SPDXRef-DOCUMENT",\n  "name": "%s-%s",\n' "$name" "$version"
printf '  "documentNamespace": "urn:csi-host:%s:%s:%s",\n' "$name" "$version" "$(sha256sum "$list" | cut -c1-32)"
printf '  "creationInfo": { "created": "1970-01-01T00:00:00Z", "creators": ["Tool: csi-host image/sbom.sh"] },\n  "packages": [\n'
printf '    { "SPDXID": "SPDXRef-image", "name": "%s", "versionInfo": "%s", "downloadLocation": "NOASSERTION", "filesAnalyzed": false }' "$name" "$version"
while read -r kind package release purl; do
    id=$(printf '%s-%s' "$kind" "$package" | tr -c 'A-Za-z0-9.-' '-')
    printf ',\n    { "SPDXID": "SPDXRef-%s-%s", "name": "%s", "versionInfo": "%s", "downloadLocation": "NOASSERTION", "filesAnalyzed": false,\n      "externalRefs": [{ "referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "%s" }] }' \
        "$id" "$(printf %s "$release" | tr -c 'A-Za-z0-9.' '-')" "$package" "$release" "$purl"
done <"$list"
printf '\n  ],\n  "relationships": [\n    { "spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-image" }\n  ]\n}\n'
