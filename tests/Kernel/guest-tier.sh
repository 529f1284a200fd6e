#!/bin/bash
# In the guest: an NFSv4.1 server on port 2050, then the checks. Usage: guest-tier.sh HOST_DIR CHECKS_DLL
set -euo pipefail
host=$1 checks=$2
mkdir -p /run/rpc_pipefs /var/lib/nfs/nfsdcld /srv/efs
touch /var/lib/nfs/{etab,rmtab,state}
mount -t tmpfs tmpfs /srv/efs
mount -t rpc_pipefs sunrpc /run/rpc_pipefs
mount -t nfsd nfsd /proc/fs/nfsd
echo '/srv/efs 127.0.0.1(rw,fsid=0,no_subtree_check,no_root_squash,insecure,async)' >/etc/exports
# With it the server knows that no client has anything to reclaim, and has no grace period.
nfsdcld
sleep 0.1
echo 10 >/proc/fs/nfsd/nfsv4leasetime
echo 10 >/proc/fs/nfsd/nfsv4gracetime
echo 1048576 >/proc/fs/nfsd/max_block_size
exportfs -ra
rpc.mountd --no-udp -N 2 -N 3
rpc.nfsd -N 3 -V 4 -V 4.1 -H 127.0.0.1 -p 2050 --no-udp 4
# The server takes a client that it met in the first second since boot for expired.
until (($(cut -d. -f1 /proc/uptime) >= 2)); do sleep 0.1; done
# The stand-ins' web server watches its working directory.
mkdir -p /run/checks
cd /run/checks
export DOTNET_hostBuilder__reloadConfigOnChange=false
exec dotnet exec "$checks" --host "$host"
