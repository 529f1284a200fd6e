#!/usr/bin/env bash
# Measures the S3 engine beside s3fs and rclone on one server in one run, in turn, and prints each figure. Two cores serve client and server: compare
# within the run. Usage: bench.sh [ENGINE]
# Mounts of the chroot and of the bucket end with this namespace, however the script ends.
[ -n "${CSIHOST_S3_NAMESPACE:-}" ] || CSIHOST_S3_NAMESPACE=1 exec unshare -m --propagation private "$0" "$@"
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/common.sh"
. "$(dirname "${BASH_SOURCE[0]}")/rgw.sh"

engine=$(realpath "${1:-$artifacts/composed/bin/csi-s3-engine}")
require_root
need curl:curl python3:python3 s3fs:s3fs rclone:rclone
rgw_install
size_mib=${CSIHOST_BENCH_MIB:-512} keys=${CSIHOST_BENCH_KEYS:-2000}
work=$(mktemp -d) mnt=$work/mnt client_pid=
mkdir -p "$mnt" "$work/s3"
finish() {
    umount -l "$mnt" 2>/dev/null || true
    [ -z "$client_pid" ] || kill "$client_pid" 2>/dev/null || true
    rgw_stop
    rm -rf "$work"
}
trap finish EXIT

start_client() {
    case $1 in
        engine)
            AWS_ACCESS_KEY_ID=$rgw_key AWS_SECRET_ACCESS_KEY=$rgw_secret AWS_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true \
                "$engine" bucket "$mnt" --endpoint-url "$rgw_url" --force-path-style --foreground --allow-delete --allow-overwrite >/dev/null &
            ;;
        s3fs)
            printf '%s:%s' "$rgw_key" "$rgw_secret" >"$work/passwd" && chmod 600 "$work/passwd"
            s3fs bucket "$mnt" -o "url=$rgw_url,use_path_request_style,passwd_file=$work/passwd,allow_other,multipart_size=16,parallel_count=8" -f >/dev/null 2>&1 &
            ;;
        rclone)
            printf '[r]\ntype = s3\nprovider = Ceph\naccess_key_id = %s\nsecret_access_key = %s\nendpoint = %s\nforce_path_style = true\n' "$rgw_key" "$rgw_secret" "$rgw_url" >"$work/rclone.conf"
            env -u AWS_CA_BUNDLE rclone --config "$work/rclone.conf" mount r:bucket "$mnt" --vfs-cache-mode off >/dev/null 2>&1 &
            ;;
    esac
    client_pid=$!
    for _ in $(seq 600); do mountpoint -q "$mnt" && return; sleep 0.1; done
    die "$1 did not mount"
}
stop_client() { umount "$mnt" || umount -l "$mnt"; wait "$client_pid" 2>/dev/null || true; client_pid=; }
drop() { sync; echo 3 >/proc/sys/vm/drop_caches; }

cat >"$work/measure.py" <<'P'
import os, random, sys, time
mnt, client, mib, keys, drop, pid = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), "/proc/sys/vm/drop_caches", sys.argv[5]
block = os.urandom(1 << 20)
def forget(): open(drop, "w").write("3")
def timed(f):
    start = time.perf_counter(); f(); return time.perf_counter() - start
def write():
    with open(f"{mnt}/{client}.big", "wb", buffering=0) as f:
        for _ in range(mib): f.write(block)
def read():
    with open(f"{mnt}/{client}.big", "rb", buffering=0) as f:
        while f.read(1 << 20): pass
def first():
    with open(f"{mnt}/{client}.big", "rb", buffering=0) as f: f.read(1 << 20)
def at_random():
    chooser = random.Random(7); f = os.open(f"{mnt}/{client}.big", os.O_RDONLY)
    for _ in range(60): assert len(os.pread(f, 256 << 10, chooser.randrange(mib - 1) << 20)) == 256 << 10
    os.close(f)
def create():
    os.makedirs(f"{mnt}/{client}.small", exist_ok=True)
    for i in range(200):
        with open(f"{mnt}/{client}.small/{i}", "wb", buffering=0) as f: f.write(block[:4096])
def read_small():
    for i in range(200):
        with open(f"{mnt}/{client}.small/{i}", "rb", buffering=0) as f: assert len(f.read(8192)) == 4096
def unlink():
    for i in range(200): os.unlink(f"{mnt}/{client}.small/{i}")
def listing(): assert len(os.listdir(f"{mnt}/many")) == keys
def peak(): return int(next(line for line in open(f"/proc/{pid}/status") if line.startswith("VmHWM")).split()[1]) / 1024
rows = [("sequential write", "MB/s", lambda: mib * 1.048576 / timed(write))]
forget(); rows.append(("sequential read", "MB/s", lambda: mib * 1.048576 / timed(read)))
def after_forget(f):
    def run(): forget(); return f()
    return run
rows[1] = ("sequential read", "MB/s", after_forget(lambda: mib * 1.048576 / timed(read)))
rows += [("first MiB", "ms", after_forget(lambda: 1000 * timed(first))), ("random 256 KiB reads", "/s", after_forget(lambda: 60 / timed(at_random))),
    ("create 4 KiB files", "/s", lambda: 200 / timed(create)), ("read 4 KiB files", "/s", after_forget(lambda: 200 / timed(read_small))),
    ("unlink", "/s", lambda: 200 / timed(unlink)), (f"list {keys} keys", "ms", after_forget(lambda: 1000 * timed(listing))), ("peak memory", "MB", peak)]
for name, unit, run in rows:
    try: print(f"{client}\t{name}\t{run():.4g}\t{unit}", flush=True)
    except Exception as e: print(f"{client}\t{name}\tfailed: {e}\t", flush=True)
P

say "Starting the S3 server"
rgw_start "$work/s3"
export S3_KEY=$rgw_key S3_SECRET=$rgw_secret
s3() { python3 "$root/tests/s3/s3.py" "$rgw_url" "$@"; }
s3 PUT /bucket
say "Making $keys keys"
s3 fill /bucket/many/ "$keys"

say "The ceiling: ranged GETs of 8 MiB from one process, without a file system"
head -c $((size_mib << 20)) /dev/urandom >"$work/raw" && s3 PUT /bucket/raw "$work/raw" && rm "$work/raw"
for parallel in 1 4; do
    seconds=$(s3 ranges /bucket/raw "$size_mib" $parallel)
    python3 -c "print(f'ceiling\traw GET, $parallel at once\t{$size_mib * 1.048576 / $seconds:.4g}\tMB/s')"
done | tee "$work/figures"

for client in engine s3fs rclone; do
    say "$client"
    start_client $client
    python3 "$work/measure.py" "$mnt" $client "$size_mib" "$keys" "$client_pid" | tee -a "$work/figures"
    stop_client
done

say "Figures of this run"
python3 - "$work/figures" <<'P'
import sys
rows, clients = {}, ["engine", "s3fs", "rclone"]
for line in open(sys.argv[1]):
    client, name, value, unit = line.rstrip("\n").split("\t")
    if client == "ceiling": print(f"{name}: {value} {unit}")
    else: rows.setdefault((name, unit), {})[client] = value
print("| | " + " | ".join(clients) + " |\n|---|" + "---|" * len(clients))
for (name, unit), values in rows.items(): print(f"| {name}, {unit} | " + " | ".join(values.get(c, "-") for c in clients) + " |")
P
