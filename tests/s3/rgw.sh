# A real S3 server on loopback: Ceph's gateway over one monitor and one in-memory OSD, from Debian 13's packages in a chroot that is made once.
# Source it after common.sh. rgw_start FOLDER sets rgw_url, rgw_key and rgw_secret; rgw_stop ends what it started and unmounts.
rgw_root=${CSIHOST_CACHE:-$HOME/.cache/csihost}/rgw
rgw_key=AKIDRIG rgw_secret=secretrig123 rgw_pids=()

rgw_install() {
    [ ! -e "$rgw_root/.complete" ] || return 0
    need mmdebstrap:mmdebstrap
    rm -rf "$rgw_root.new" && mkdir -p "$(dirname "$rgw_root")"
    mmdebstrap --quiet --variant=minbase trixie "$rgw_root.new"
    printf '#!/bin/sh\nexit 101\n' >"$rgw_root.new/usr/sbin/policy-rc.d" && chmod +x "$rgw_root.new/usr/sbin/policy-rc.d"
    cp /etc/resolv.conf "$rgw_root.new/etc/resolv.conf"
    chroot "$rgw_root.new" apt-get -qq update
    DEBIAN_FRONTEND=noninteractive chroot "$rgw_root.new" apt-get -qq -y install --no-install-recommends radosgw ceph-mon ceph-osd
    rm -rf "$rgw_root.new/var/cache/apt/archives" "$rgw_root" && mv "$rgw_root.new" "$rgw_root" && touch "$rgw_root/.complete"
}

rgw_in() { timeout 120 chroot "$rgw_root" "$@"; }

# rgw_serve LOG COMMAND... - a server in the chroot that rgw_stop ends.
rgw_serve() {
    local log=$1
    shift
    chroot "$rgw_root" "$@" >"$log" 2>&1 &
    rgw_pids+=($!)
}

rgw_free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

rgw_config() {
    local fsid=$1 v2=$2 v1=$3 port=$4
    cat <<C
[global]
fsid = $fsid
mon_host = [v2:127.0.0.1:$v2/0,v1:127.0.0.1:$v1/0]
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
run_dir = $rgw_state/run
admin_socket = $rgw_state/run/\$name.asok
log_file = $rgw_state/log/\$name.log
mon_data = $rgw_state/mon
osd_data = $rgw_state/osd
rgw_data = $rgw_state/rgw
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
ms_mon_client_mode = crc
ms_mon_service_mode = crc
ms_mon_cluster_mode = crc
mon_allow_pool_size_one = true
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 8
osd_pool_default_pgp_num = 8
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
osd_objectstore = memstore
memstore_device_bytes = 8589934592
rgw_frontends = beast endpoint=127.0.0.1:$port tcp_nodelay=1
rgw_run_sync_thread = false
rgw_gc_obj_min_wait = 1
rgw_gc_processor_period = 5
C
}

# rgw_start FOLDER - all state lies in the folder, which is bound into the chroot under its own name.
rgw_start() {
    rgw_folder=$1 rgw_state=/rgw-$$
    local fsid v2 v1 port osd conf=$rgw_state/ceph.conf
    fsid=$(cat /proc/sys/kernel/random/uuid) osd=$(cat /proc/sys/kernel/random/uuid)
    v2=$(rgw_free_port) v1=$(rgw_free_port) port=$(rgw_free_port)
    mkdir -p "$rgw_folder"/{run,log,mon,osd,rgw} "$rgw_root$rgw_state"
    mount --bind "$rgw_folder" "$rgw_root$rgw_state"
    mountpoint -q "$rgw_root/proc" || mount -t proc proc "$rgw_root/proc"
    mountpoint -q "$rgw_root/dev" || mount --bind /dev "$rgw_root/dev"
    rgw_config "$fsid" "$v2" "$v1" "$port" >"$rgw_folder/ceph.conf"
    rgw_in monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$v2,v1:127.0.0.1:$v1]" "$rgw_state/monmap" >/dev/null
    rgw_in ceph-mon -c "$conf" -i a --mkfs --monmap "$rgw_state/monmap" 2>/dev/null
    rgw_serve "$rgw_folder/log/mon.out" ceph-mon -c "$conf" -i a -f
    rgw_await 60 rgw_in ceph -c "$conf" osd stat
    rgw_in ceph -c "$conf" osd new "$osd" >/dev/null
    rgw_in ceph-osd -c "$conf" -i 0 --mkfs --osd-uuid "$osd" --no-mon-config 2>/dev/null
    rgw_serve "$rgw_folder/log/osd.out" ceph-osd -c "$conf" -i 0 -f
    rgw_serve "$rgw_folder/log/rgw.out" radosgw -c "$conf" -f -n client.admin
    rgw_url=http://127.0.0.1:$port
    rgw_await 300 curl -s -o /dev/null "$rgw_url"
    rgw_in radosgw-admin -c "$conf" user create --uid=rig --display-name=rig --access-key "$rgw_key" --secret-key "$rgw_secret" >/dev/null 2>&1
}

# rgw_await SECONDS COMMAND... - until the command succeeds.
rgw_await() {
    local end=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || die "the S3 server did not come up ($*); its logs are in $rgw_folder/log"
        sleep 0.2
    done
}

rgw_stop() {
    local pid
    for pid in "${rgw_pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${rgw_pids[@]}"; do wait "$pid" 2>/dev/null || true; done
    rgw_pids=()
    [ -z "${rgw_state:-}" ] || { umount "$rgw_root$rgw_state" && rmdir "$rgw_root$rgw_state"; } || true
}
