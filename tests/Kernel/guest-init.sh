#!/bin/bash
# The first process of the guest: builds a copy-on-write view of the machine's root, runs the command in it, powers off.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DOTNET_CLI_HOME=/root
mount -t proc proc /proc
for word in $(</proc/cmdline); do
    case $word in guest_*) declare "$word" ;; esac
done
mount -t sysfs sysfs /sys
mount -t tmpfs -o size=80% tmpfs /mnt
mkdir -p /mnt/{up,work,new}
modules=$guest_uml/usr/lib/uml/modules
insmod "$modules/$(uname -r)"/kernel/fs/overlayfs/overlay.ko*
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/up,workdir=/mnt/work /mnt/new

new=/mnt/new
mkdir -p $new/lib/modules $new/guest
mount --rbind /proc $new/proc
mount --rbind /sys $new/sys
mount -t devtmpfs dev $new/dev
mkdir -p $new/dev/{pts,shm}
mount -t devpts devpts $new/dev/pts
for point in dev/shm run tmp var/lib/nfs; do mount -t tmpfs tmpfs $new/$point; done
mount -t hostfs -o "$modules" none $new/lib/modules
mount -t hostfs -o "$guest_out" none $new/guest
ip link set lo up
for module in fuse nfsd nfsv4; do chroot $new modprobe $module; done
[ -e $new/dev/fuse ] || mknod $new/dev/fuse c 10 229

chroot $new /bin/bash -c "$(<"$new/guest/command")" >>$new/guest/log 2>&1
echo $? >$new/guest/status
sync
echo o >/proc/sysrq-trigger
sleep 5
