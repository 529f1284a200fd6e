#!/bin/sh
# Makes sure that the Debian system has the packages of packages.txt; a base image that has them needs no network.
set -eu
missing=
for package in $(grep -v '^#' /image/packages.txt) curl; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
# systemd-standalone-sysusers keeps stunnel4 from pulling in an init system.
# shellcheck disable=SC2086 # A list of words.
apt-get -qq -y install --no-install-recommends systemd-standalone-sysusers $missing
