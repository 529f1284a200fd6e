#!/bin/sh
# Copies the programs of a target, with the libraries they need and nothing else, out of the Debian system this runs in.
# Usage: closure.sh OUT efs|s3|all
# What is left has no shell, no package manager, no interpreter and no setuid file. Each package that a file came from is recorded in
# /var/lib/dpkg/status.d, where scanners look.
set -eu
out=$1 target=$2
files=$(mktemp)
trap 'rm -f "$files"' EXIT
arch=$(dpkg --print-architecture)
case $arch in
    amd64) triplet=x86_64-linux-gnu loader=/usr/lib64/ld-linux-x86-64.so.2 ;;
    arm64) triplet=aarch64-linux-gnu loader=/usr/lib/ld-linux-aarch64.so.1 ;;
    *) echo "closure.sh: $arch is not an architecture that is built" >&2; exit 1 ;;
esac
lib=/usr/lib/$triplet

# Programs. mount runs its helper by itself, without a shell.
programs="/usr/bin/mount /usr/bin/umount"
case $target in efs | all) programs="$programs /usr/sbin/mount.nfs /usr/bin/stunnel4" ;; esac
case $target in s3 | all) programs="$programs /usr/bin/fusermount3" ;; esac

# Libraries: .NET opens libssl and libcrypto by name, so no program shows that it needs them; librt and friends are still named by its own.
libraries="$lib/libssl.so.3 $lib/libcrypto.so.3 $lib/libstdc++.so.6 $lib/libgcc_s.so.1 $lib/libz.so.1 $lib/libc.so.6 $lib/libm.so.6
    $lib/libdl.so.2 $lib/libpthread.so.0 $lib/librt.so.1 $lib/libresolv.so.2 $lib/libnss_files.so.2 $lib/libnss_dns.so.2"

# add FILE - the file and each symbolic link on the way to it, with paths below /usr.
add() {
    file=$1
    case $file in /lib/* | /lib64/* | /bin/* | /sbin/*) file=/usr$file ;; esac
    echo "$file" >>"$files"
    if [ -L "$file" ]; then
        link=$(readlink "$file")
        case $link in /*) add "$link" ;; *) add "$(cd "$(dirname "$file")" && realpath -s "$link")" ;; esac
    fi
}

for file in $programs $libraries $loader; do
    [ -e "$file" ] || { echo "closure.sh: $file is missing" >&2; exit 1; }
    add "$file"
    "$loader" --list "$file" 2>/dev/null | awk '$2 == "=>" && $3 ~ /^\// { print $3 }' | while read -r needed; do add "$needed"; done
done
case $target in efs | all)
    for name in mount.nfs4 umount.nfs umount.nfs4; do echo "/usr/sbin/$name" >>"$files"; done
    add /etc/netconfig
    ;;
esac
for file in /etc/protocols /etc/services /etc/nsswitch.conf /etc/os-release; do [ ! -e "$file" ] || add "$file"; done
[ ! -d /usr/share/zoneinfo/Etc ] || echo /usr/share/zoneinfo/Etc/UTC >>"$files"

sort -u "$files" | while read -r file; do [ -e "$file" ] || [ -L "$file" ] && echo "$file"; done >"$files.2" && mv "$files.2" "$files"
mkdir -p "$out"
tar -C / -cf - -T "$files" 2>/dev/null | tar -C "$out" -xf -

# Records of the packages, and their copyright files.
mkdir -p "$out/var/lib/dpkg/status.d"
# A file is listed under the path it had before /bin, /lib and /sbin became links.
sed -n 's,^/usr,,p' "$files" | cat "$files" - | sort -u >"$files.paths"
grep -lxFf "$files.paths" /var/lib/dpkg/info/*.list | sed 's,.*/,,; s,\.list$,,; s,:.*,,' | sort -u | while read -r package; do
    awk -v name="Package: $package" 'BEGIN { RS = ""; FS = "\n" } $1 == name { print; exit }' /var/lib/dpkg/status >"$out/var/lib/dpkg/status.d/$package"
    if [ -e "/usr/share/doc/$package/copyright" ]; then
        mkdir -p "$out/usr/share/doc/$package"
        cp -L "/usr/share/doc/$package/copyright" "$out/usr/share/doc/$package/copyright"
    fi
done
rm -f "$files.paths"

# What no package has as a file.
for link in bin sbin lib lib64; do ln -sfn "usr/$link" "$out/$link"; done
mkdir -p "$out/usr/bin" "$out/usr/sbin" "$out/etc/ssl/certs" "$out/usr/lib/ssl" "$out/run" "$out/tmp" "$out/var/tmp" "$out/proc" "$out/sys" "$out/dev" "$out/home/nonroot" "$out/root" "$out/var/lib/nfs" "$out/var/log" "$out/usr/lib64"
chmod 1777 "$out/tmp" "$out/var/tmp"
chown 65532:65532 "$out/home/nonroot"
ln -sfn /run "$out/var/run"
ln -sfn /proc/mounts "$out/etc/mtab"
printf 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' >"$out/etc/passwd"
printf 'root:x:0:\nnonroot:x:65532:\n' >"$out/etc/group"
printf 'hosts: files dns\n' >"$out/etc/nsswitch.conf"
for certificate in $(find /usr/share/ca-certificates/mozilla -name '*.crt' | LC_ALL=C sort); do cat "$certificate"; echo; done >"$out/etc/ssl/certs/ca-certificates.crt"
cp /usr/share/doc/ca-certificates/copyright "$out/etc/ssl/certs/copyright"
awk -v name="Package: ca-certificates" 'BEGIN { RS = ""; FS = "\n" } $1 == name { print; exit }' /var/lib/dpkg/status >"$out/var/lib/dpkg/status.d/ca-certificates"
ln -sfn /etc/ssl/certs "$out/usr/lib/ssl/certs"
ln -sfn /etc/ssl/certs/ca-certificates.crt "$out/usr/lib/ssl/cert.pem"
ln -sfn /etc/ssl/openssl.cnf "$out/usr/lib/ssl/openssl.cnf"
case $target in efs | all) ln -sfn stunnel4 "$out/usr/bin/stunnel"; ln -sfn stunnel4 "$out/usr/bin/stunnel5" ;; esac
cp /image/openssl.cnf "$out/etc/ssl/openssl.cnf"
find "$out" -type f -perm /6000 -exec chmod ug-s {} +
