#!/bin/sh
# Puts OpenSSL's FIPS provider into a root made by closure.sh: the module, a configuration that activates nothing else, and the pin that the
# policy compares them with at every start.
# Usage: fips.sh OUT [MODULE]   (MODULE: another build of fips.so, for example a validated one)
set -eu
out=$1
system=$(find /usr/lib -name fips.so -path '*/ossl-modules/*' | head -1)
module=${2:-$system}
[ -n "$module" ] && [ -e "$module" ] || { echo "fips.sh: there is no FIPS provider; install openssl-provider-fips or give one" >&2; exit 1; }
place=$(dirname "$(find "$out/usr/lib" -name libcrypto.so.3 | head -1)")/ossl-modules/fips.so
mkdir -p "$(dirname "$place")"
cp "$module" "$place"
chmod 0644 "$place"
path=${place#"$out"}

# -pedantic: every check the provider offers. The checksum is over the file alone, so it holds on every node.
section=$(mktemp)
openssl fipsinstall -quiet -pedantic -module "$place" -out "$section"
cat /image/openssl-fips.cnf "$section" >"$out/etc/ssl/openssl.cnf"
rm -f "$section"

# Asked of the module itself, under the configuration just written.
listing=$(OPENSSL_CONF=$out/etc/ssl/openssl.cnf OPENSSL_MODULES=$(dirname "$place") openssl list -providers -provider fips)
name=$(printf '%s\n' "$listing" | sed -n '/^ *fips$/,$ s/^ *name: //p' | head -1)
version=$(printf '%s\n' "$listing" | sed -n '/^ *fips$/,$ s/^ *version: //p' | head -1)
[ -n "$name" ] && [ -n "$version" ] || { echo "fips.sh: the module does not say its name and version" >&2; exit 1; }
sum() { sha256sum "$1" | cut -d' ' -f1; }
printf '{"module":"%s","moduleSha256":"%s","name":"%s","version":"%s","configurationSha256":"%s"}\n' \
    "$path" "$(sum "$place")" "$name" "$version" "$(sum "$out/etc/ssl/openssl.cnf")" >"$out/etc/ssl/fips-module.json"
if [ $# -lt 2 ]; then
    awk -v name="Package: openssl-provider-fips" 'BEGIN { RS = ""; FS = "\n" } $1 == name { print; exit }' /var/lib/dpkg/status >"$out/var/lib/dpkg/status.d/openssl-provider-fips"
fi
