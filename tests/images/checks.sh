# Checks of the image tier; sourced by run.sh.
passed=0 failed=0
pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); printf '    FAILED: %s\n' "$1"; }
# is WHAT ACTUAL EXPECTED
is() { if [ "$2" = "$3" ]; then pass; else fail "$1: '$2', not '$3'"; fi; }
# has WHAT TEXT PART
has() { if [[ $2 == *"$3"* ]]; then pass; else fail "$1: no '$3' in: $(printf %s "$2" | tail -c 600)"; fi; }
# yes WHAT COMMAND...
yes_() { local what=$1; shift; if "$@" >/dev/null 2>&1; then pass; else fail "$what"; fi; }

# inside TREE [-e NAME=VALUE]... [-u USER] COMMAND... - runs a program of an image on its own root, in namespaces of its own, with nothing in its environment
# but what the image sets.
inside() {
    local tree=$1 user=0 mounts= environment=(PATH=/usr/sbin:/usr/bin DOTNET_GCgen0size=0x200000 DOTNET_EnableDiagnostics=0 DOTNET_TieredPGO=0 MALLOC_ARENA_MAX=1 MOUNTPOINT_BIN_DIR=/mountpoint-s3/bin MOUNTPOINT_VERSION=none)
    shift
    while [ "${1:0:1}" = - ]; do
        case $1 in
            -e) environment+=("$2") ;;
            -u) user=$2 ;;
            -v) mounts="$mounts $2" && mkdir -p "$tree$2" ;; # the folder of that path below $volumes
        esac
        shift 2
    done
    timeout 120 unshare --mount --net --pid --fork --kill-child bash -c '
        tree=$1 user=$2 mounts=$3 volumes=$4 count=$5; shift 5
        mount -t proc proc "$tree/proc" && mount --rbind /dev "$tree/dev" && mount -t tmpfs tmpfs "$tree/tmp" && mount -t tmpfs tmpfs "$tree/run" && chmod 1777 "$tree/tmp" "$tree/run"
        for path in $mounts; do mkdir -p "$tree$path"; mount --bind "$volumes$path" "$tree$path"; done
        ip link set lo up 2>/dev/null
        environment=("${@:1:$count}"); shift "$count"
        exec env -i "${environment[@]}" /usr/sbin/chroot --userspec="$user:$user" "$tree" "$@"' _ "$tree" "$user" "$mounts" "${volumes:-}" "${#environment[@]}" "${environment[@]}" "$@"
}

commands_of() {
    case $1 in
        efs) echo aws-efs-csi-driver ;;
        s3) echo aws-s3-csi-driver aws-s3-csi-controller aws-s3-csi-mounter aws-s3-csi-daemonset-mounter ;;
        all) echo aws-efs-csi-driver aws-s3-csi-driver aws-s3-csi-controller aws-s3-csi-mounter aws-s3-csi-daemonset-mounter ;;
    esac
}

plugins_of() {
    case $1 in
        efs) echo aws-efs ;;
        s3) echo aws-s3 ;;
        all) echo aws-efs aws-s3 local ;;
    esac
}

# check_files TREE TARGET VARIANT - what is there, and what is not.
check_files() {
    local tree=$1 target=$2 variant=$3 name file size
    for name in csi-host $(commands_of "$target"); do
        for file in /bin/$name /usr/bin/$name; do
            yes_ "$target$variant: $file is there and can be run" chroot_test "$tree" "$file"
        done
    done
    is "$target$variant: no shell, package manager, interpreter or network tool" \
        "$(find "$tree/usr" "$tree/mountpoint-s3" -type f,l 2>/dev/null | grep -E '/(sh|bash|dash|ash|busybox|zsh|dpkg|apt|apt-get|rpm|apk|python[0-9.]*|perl|curl|wget|openssl|nc)$' || true)" ""
    is "$target$variant: no file with set-user-id or set-group-id" "$(find "$tree" -xdev -type f -perm /6000)" ""
    is "$target$variant: nothing that anyone may change but temporary folders" "$(find "$tree" -xdev ! -type l -perm -0002 ! -path "$tree/tmp" ! -path "$tree/var/tmp" -printf '/%P\n')" ""
    is "$target$variant: everything belongs to root but the user's home" "$(find "$tree" -xdev ! -user 0 -printf '/%P\n')" "/home/nonroot"
    is "$target$variant: no broken link" "$(broken_links "$tree")" ""
    has "$target$variant: the user exists" "$(cat "$tree/etc/passwd")" "nonroot:x:65532:65532"
    yes_ "$target$variant: more than 100 roots are trusted" test "$(grep -c BEGIN "$tree/etc/ssl/certs/ca-certificates.crt")" -gt 100
    yes_ "$target$variant: mount and umount" test -x "$tree/usr/bin/mount" -a -x "$tree/usr/bin/umount"
    case $target in efs | all) yes_ "$target$variant: mount.nfs4 and stunnel4" test -x "$tree/usr/sbin/mount.nfs4" -a -x "$tree/usr/bin/stunnel4" ;; esac
    case $target in s3 | all) yes_ "$target$variant: fusermount3 and an engine" test -x "$tree/usr/bin/fusermount3" -a -e "$tree/usr/bin/csi-s3-engine" ;; esac
    size=$(du -sm --apparent-size "$tree" | cut -f1)
    printf '    %s MB, %s files\n' "$size" "$(find "$tree" -xdev -type f | wc -l)"
    yes_ "$target$variant: below 160 MB ($size)" test "$size" -lt 160
    check_bill "$tree" "$target$variant"
}

# A link of the image is resolved within the image.
chroot_test() { local path; path=$(chroot_path "$1" "$2") && [ -x "$path" ]; }
chroot_path() {
    local tree=$1 path=$2 part real=
    local IFS=/
    for part in ${path#/}; do
        real=$real/$part
        local limit=10
        while [ -L "$tree$real" ] && [ $limit -gt 0 ]; do
            limit=$((limit - 1))
            part=$(readlink "$tree$real")
            case $part in /*) real=$part ;; *) real=$(realpath -ms "$(dirname "$real")/$part") ;; esac
        done
    done
    printf '%s%s' "$tree" "$real"
}
broken_links() {
    find "$1" -xdev -type l -printf '/%P\n' | grep -vE '^/(etc/mtab|var/run)$' | while read -r link; do [ -e "$(chroot_path "$1" "$link")" ] || echo "$link"; done
}

check_bill() {
    local tree=$1 name=$2 bill
    bill=$(cat "$tree/usr/share/sbom/csi-host.spdx.json")
    yes_ "$name: the bill of materials is JSON" python3 -c 'import json,sys; d=json.load(open(sys.argv[1])); ids=[p["SPDXID"] for p in d["packages"]]; assert len(ids)==len(set(ids)) and d["spdxVersion"]=="SPDX-2.3"' "$tree/usr/share/sbom/csi-host.spdx.json"
    for part in pkg:deb/debian/libc6@ pkg:deb/debian/libssl3t64@ pkg:nuget/Google.Protobuf@ pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@; do
        has "$name: the bill names $part" "$bill" "$part"
    done
    [ "${name%-fips}" = "$name" ] || has "$name: the bill names the module" "$bill" pkg:deb/debian/openssl-provider-fips@
    yes_ "$name: scanners find the packages" test -s "$tree/var/lib/dpkg/status.d/libc6"
}

# check_configuration IMAGE TARGET VARIANT - user, entry point, labels.
check_configuration() {
    local image=$1 target=$2 variant=$3 text user=65532:65532
    text=$(buildah inspect --type image --format '{{.OCIv1.Config.User}}|{{.OCIv1.Config.Entrypoint}}|{{.OCIv1.Config.Labels}}|{{.OCIv1.Config.Env}}' "$image")
    [ "$target" != s3 ] || user=0:0
    is "$target$variant: user" "${text%%|*}" "$user"
    case $target in
        efs) has "$target$variant: entry point" "$text" "|[/bin/aws-efs-csi-driver]|" ;;
        s3) has "$target$variant: entry point" "$text" "|[/bin/aws-s3-csi-driver]|" ;;
        all) has "$target$variant: entry point" "$text" "|[/bin/csi-host]|" ;;
    esac
    has "$target$variant: label of the variant" "$text" "dev.csihost.variant:$([ -n "$variant" ] && echo fips || echo default)"
    has "$target$variant: label of the version" "$text" "org.opencontainers.image.version:2.0.0"
    has "$target$variant: the runtime's settings" "$text" "DOTNET_GCgen0size=0x200000"
}

# check_starts TREE TARGET VARIANT - every command starts, the composition is the locked one, and cryptography is what the variant promises.
check_starts() {
    local tree=$1 target=$2 variant=$3 text plugin expected
    expected="$(plugins_of "$target")${variant:+ fips-crypto}"
    text=$(inside "$tree" -u 65532 /bin/csi-host plugins verify /usr/lib/csi-host/plugins 2>&1) || fail "$target$variant: plugins verify: $text"
    is "$target$variant: the lock names its plugins" "$(grep -oE '"id": *"[^"]*"' "$tree/usr/lib/csi-host/plugins/plugins.lock.json" | cut -d'"' -f4 | sort | xargs)" "$(printf '%s\n' $expected | sort | xargs)"
    has "$target$variant: every plugin is required" "$(grep -c '"required": *true' "$tree/usr/lib/csi-host/plugins/plugins.lock.json")" "$(printf '%s\n' $expected | wc -l)"
    case $target in
        efs | all) has "$target$variant: the EFS driver's version" "$(inside "$tree" -u 65532 /bin/aws-efs-csi-driver --version 2>&1)" '"driverVersion"' ;;
    esac
    case $target in
        s3 | all)
            has "$target$variant: the S3 driver's version" "$(inside "$tree" -u 65532 /usr/bin/aws-s3-csi-driver --version 2>&1)" '"driverVersion"'
            has "$target$variant: the S3 controller's flags" "$(inside "$tree" -u 65532 /bin/aws-s3-csi-controller --help 2>&1)" mountpoint-namespace
            has "$target$variant: the mounter's flags" "$(inside "$tree" -u 65532 /bin/aws-s3-csi-mounter --help 2>&1)" mount-sock-recv-timeout
            has "$target$variant: the daemonset mounter's flags" "$(inside "$tree" -u 65532 /bin/aws-s3-csi-daemonset-mounter --help 2>&1)" comm-dir
            has "$target$variant: the engine's version" "$(inside "$tree" -u 65532 /mountpoint-s3/bin/mount-s3 --version 2>&1)" mount-s3
            ;;
    esac
    has "$target$variant: no shell can be started" "$(inside "$tree" /bin/sh -c true 2>&1)" "No such file"
    text=$(inside "$tree" -u 65532 /bin/csi-host crypto 2>&1) || fail "$target$variant: the crypto policy is not met: $text"
    if [ -n "$variant" ]; then
        has "$target$variant: the module" "$text" "policy  fips"
        has "$target$variant: MD5 fails" "$text" "refused, MD5 among them"
        has "$target$variant: evidence as JSON" "$(inside "$tree" /bin/csi-host crypto --output json 2>&1)" '"satisfied": true'
    else
        has "$target$variant: the default policy" "$text" "policy  default"
    fi
}
