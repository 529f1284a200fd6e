#!/usr/bin/env bash
# Drives the published S3 engine on a real S3 server (Ceph's gateway): what the mount shows is compared with what the S3 API shows.
# Usage: run.sh ENGINE. Ends with the line `N passed, N failed`.
# Mounts of the chroot and of the bucket end with this namespace, however the script ends.
[ -n "${CSIHOST_S3_NAMESPACE:-}" ] || CSIHOST_S3_NAMESPACE=1 exec unshare -m --propagation private "$0" "$@"
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/common.sh"
. "$(dirname "${BASH_SOURCE[0]}")/rgw.sh"

engine=$(realpath "${1:-$artifacts/composed/bin/csi-s3-engine}")
[ -x "$engine" ] || die "no engine at $engine: compose first"
require_root
need curl:curl python3:python3 fio:fio mmdebstrap:mmdebstrap
rgw_install
work=$(mktemp -d) mnt=$work/mnt passed=0 failed=0 engine_pid=
mkdir -p "$mnt" "$work/s3" "$work/state"
finish() {
    umount -l "$mnt" 2>/dev/null || true
    [ -z "$engine_pid" ] || kill "$engine_pid" 2>/dev/null || true
    rgw_stop
    rm -rf "$work"
}
trap finish EXIT

s3() { python3 "$root/tests/s3/s3.py" "$rgw_url" "$@"; }
check() {
    local name=$1
    shift
    if "$@" >"$work/check.log" 2>&1; then
        passed=$((passed + 1)) && printf '    ok    %s\n' "$name"
    else
        failed=$((failed + 1)) && printf '    FAIL  %s\n' "$name" && tail -5 "$work/check.log"
    fi
}
mount_engine() {
    AWS_ACCESS_KEY_ID=$rgw_key AWS_SECRET_ACCESS_KEY=$rgw_secret AWS_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true CSI_S3_ENGINE_STATE=$work/state \
        "$engine" bucket "$mnt" --endpoint-url "$rgw_url" --force-path-style --foreground "$@" >"$work/engine.log" 2>&1 &
    engine_pid=$!
    local end=$((SECONDS + 60))
    until mountpoint -q "$mnt"; do
        [ $SECONDS -lt $end ] && kill -0 $engine_pid || { cat "$work/engine.log" >&2; die "the engine did not mount"; }
        sleep 0.1
    done
}
unmount_engine() { umount "$mnt" && wait "$engine_pid"; }
same_by_api() { [ "$(s3 GET "/bucket/$2" | sha256sum | cut -d' ' -f1)" = "$(sha256sum <"$1" | cut -d' ' -f1)" ]; }
fails() { ! "$@"; }

say "Starting the S3 server"
rgw_start "$work/s3"
export S3_KEY=$rgw_key S3_SECRET=$rgw_secret root rgw_url
export -f s3
s3 PUT /bucket
mount_engine --allow-delete --allow-overwrite

say "Engine on the S3 server"
head -c 50000000 /dev/urandom >"$work/large" && head -c 3000 /dev/urandom >"$work/small"
check "large file is written in parts" cp "$work/large" "$mnt/large"
check "the API gives what was written" same_by_api "$work/large" large
check "the mount gives what was written" cmp "$work/large" "$mnt/large"
check "a large file of exactly one part" bash -c "head -c 8388608 '$work/large' > '$mnt/one-part' && head -c 8388608 '$work/large' | cmp - '$mnt/one-part'"
check "small files in new directories" bash -c "mkdir '$mnt/d' && for i in \$(seq 50); do cp '$work/small' '$mnt/d/f'\$i; done && [ \$(ls '$mnt/d' | wc -l) = 50 ]"
check "the API gives a small file" same_by_api "$work/small" d/f7
check "odd names" bash -c "cp '$work/small' \"$mnt/d/ü + & # % ? *.x\" && cmp '$work/small' \"$mnt/d/ü + & # % ? *.x\" && ls '$mnt/d' | grep -qxF 'ü + & # % ? *.x'"
check "the API's object is seen" bash -c "s3 PUT /bucket/by-api '$work/small' && cmp '$work/small' '$mnt/by-api'"
check "file is replaced" bash -c "cp '$work/large' '$mnt/by-api' && cmp '$work/large' '$mnt/by-api'"
check "file is deleted" bash -c "rm '$mnt/by-api' && ! [ -e '$mnt/by-api' ]"
check "rename is refused and loses nothing" bash -c "! mv -n '$mnt/one-part' '$mnt/d/moved' 2>/dev/null || cmp '$mnt/d/moved' <(head -c 8388608 '$work/large')"
check "an empty file" bash -c ": > '$mnt/empty'; for i in \$(seq 50); do [ -e '$mnt/empty' ] && break; done; [ \$(stat -c %s '$mnt/empty') = 0 ]"
check "2500 keys are listed over pages" bash -c "mkdir '$mnt/many' && for i in \$(seq 2500); do echo \$i > '$mnt/many/'\$i; done; [ \$(ls -f '$mnt/many' | grep -c '^[0-9]') = 2500 ]"
check "fio writes and verifies" fio --name=v --directory="$mnt" --rw=write --bs=1M --size=64M --verify=crc32c --do_verify=1 --create_on_open=1 --fallocate=none --end_fsync=0 --unlink=0 --verify_state_save=0
check "fio reads at random and verifies" fio --name=v --directory="$mnt" --rw=randread --bs=1M --size=64M --verify=crc32c --fallocate=none --verify_state_save=0 --readonly
check "no unfinished upload is left" bash -c "! s3 GET '/bucket?uploads' | grep -q UploadId"

say "Crash and restart"
dd if=/dev/zero of="$mnt/crashed" bs=1M count=300 2>/dev/null &
writer=$!
for _ in $(seq 300); do s3 GET "/bucket?uploads" | grep -q UploadId && break; sleep 0.1; done
kill -9 $engine_pid && wait $engine_pid 2>/dev/null || true
wait $writer 2>/dev/null || true
umount -l "$mnt"
mount_engine --read-only
check "a killed upload leaves no object" fails test -e "$mnt/crashed"
check "the next engine aborts what the killed one left" bash -c "for i in \$(seq 100); do s3 GET '/bucket?uploads' | grep -q UploadId || exit 0; sleep 0.1; done; exit 1"
check "a read-only mount refuses to write" fails touch "$mnt/x"
check "unmounting ends the engine well" unmount_engine
engine_pid=

printf '%s passed, %s failed\n' $passed $failed
[ $failed = 0 ]
