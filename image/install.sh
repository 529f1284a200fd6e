#!/bin/sh
# Puts host, plugins and executables of a target into a root made by closure.sh, links every name they answer to, and pins the composition.
# Usage: install.sh PUBLISHED OUT efs|s3|all default|fips
set -eu
published=$1 out=$2 target=$3 variant=$4
home=$out/usr/lib/csi-host
case $target in
    efs) plugins=aws-efs ;;
    s3) plugins=aws-s3 ;;
    all) plugins="local aws-efs aws-s3" ;;
    *) echo "install.sh: there is no target '$target'" >&2; exit 1 ;;
esac
[ "$variant" = default ] || plugins="$plugins fips-crypto"

mkdir -p "$home/plugins" "$out/usr/bin"
# Debuggers' libraries and symbols are of no use where diagnostics are off.
(cd "$published" && find . -mindepth 1 -maxdepth 1 ! -name plugins ! -name bin ! -name '.*' ! -name createdump ! -name 'libmscor*' \
    ! -name 'libcoreclrtraceptprovider.so' ! -name 'libclrgc*.so' ! -name '*.pdb' ! -name '*.xml' -print) | tar -C "$published" -cf - -T - | tar -C "$home" -xf -
for plugin in $plugins; do
    [ -d "$published/plugins/$plugin" ] || { echo "install.sh: $published has no plugin $plugin" >&2; exit 1; }
    cp -a "$published/plugins/$plugin" "$home/plugins/$plugin"
done
if [ "$target" != efs ] && [ -d "$published/bin" ]; then
    find "$published/bin" -mindepth 1 ! -name '.*' ! -name '*.dbg' -exec cp -a {} "$out/usr/bin/" \;
fi

chown -R 0:0 "$home" "$out/usr/bin"
chmod -R u=rwX,go=rX "$home"

# The commands that plugins export, by what their manifests say.
ln -sfn ../lib/csi-host/csi-host "$out/usr/bin/csi-host"
for manifest in "$home"/plugins/*/plugin.json; do
    tr -d '\n' <"$manifest" | sed -n 's/.*"commands": *\[\([^]]*\)\].*/\1/p' | tr -d '" ' | tr ',' '\n' | while read -r command; do
        [ -z "$command" ] || ln -sfn ../lib/csi-host/csi-host "$out/usr/bin/$command"
    done
done

# Every plugin is required: an image serves what its name says or does not start.
"$home/csi-host" plugins lock "$home/plugins"
