# Breaks the FIPS image in every way that leaves OpenSSL outside of FIPS mode; sourced by run.sh. Each must end with code 78 or another
# that is not 0, before a socket is open.
unpack localhost/csihost-all-fips
whole=$tree
module=$(cd "$whole" && find usr/lib -name fips.so -path '*ossl-modules*')
libraries=$(dirname "$(dirname "$module")")

# refuses WHAT TEXT [ARGUMENT OF inside]... - starts the host as its entry point does, and as the evidence is asked for.
refuses() {
    local what=$1 part=$2 text code=0
    shift 2
    text=$(inside "$broken" "$@" /bin/csi-host run --plugin-dir /usr/lib/csi-host/plugins --socket-dir /run/csi-host --state-dir /tmp/state 2>&1) || code=$?
    if [ $code = 0 ] || [ $code = 124 ]; then fail "$what: the host went on (code $code): $text"; return; fi
    has "$what: (code $code)" "$text" "$part"
    case $text in *"serving "*) fail "$what: a socket was opened" ;; *) pass ;; esac
}

# A copy of the tree for each fault, by links: files are replaced, never changed.
fault() {
    umount -l "$work/broken" 2>/dev/null || true
    rm -rf --one-file-system "$work/broken" "$work/upper" "$work/layer"
    mkdir -p "$work/broken" "$work/upper" "$work/layer"
    mount -t overlay overlay -o "lowerdir=$whole,upperdir=$work/upper,workdir=$work/layer" "$work/broken" 2>/dev/null || cp -a "$whole/." "$work/broken/"
    broken=$work/broken
}

fault
refuses "OPENSSL_CONF names nothing" "environment: must not be set: OPENSSL_CONF=/nowhere" -e OPENSSL_CONF=/nowhere
refuses "OPENSSL_CONF=/dev/null" "active providers: default" -e OPENSSL_CONF=/dev/null
refuses "OPENSSL_MODULES names another folder" "" -e OPENSSL_MODULES=/nowhere
refuses "LD_PRELOAD is set" "environment: must not be set: LD_PRELOAD" -e LD_PRELOAD=libz.so.1
rm "$broken/etc/ssl/openssl.cnf"
refuses "no configuration" "OpenSSL's configuration: /etc/ssl/openssl.cnf has SHA-256 (not readable)"
fault
printf '\n[default_sect]\nactivate = 1\n' >>"$broken/etc/ssl/openssl.cnf"
sed -i 's/^base = base_sect/&\ndefault = default_sect/' "$broken/etc/ssl/openssl.cnf"
refuses "the default provider beside the module" "forbidden algorithms: usable: MD5"
fault
printf '# changed\n' >>"$broken/etc/ssl/openssl.cnf"
refuses "another configuration with the same effect" "OpenSSL's configuration:"
fault
rm "$broken/$module"
refuses "no module" ""
fault
printf '\xff' | dd of="$broken/$module" bs=1 seek=200000 conv=notrunc status=none
refuses "a changed byte in the module" ""
fault
sed -i 's/^module-mac = ../module-mac = 00/' "$broken/etc/ssl/openssl.cnf"
refuses "a wrong checksum of the module" ""
fault
sed -i 's/"version":"[^"]*"/"version":"3.1.2"/' "$broken/etc/ssl/fips-module.json"
refuses "another version than the pinned one" "the image was built with OpenSSL FIPS Provider 3.1.2"
fault
rm "$broken/etc/ssl/fips-module.json"
refuses "no pin" "module pin: /etc/ssl/fips-module.json"
fault
mkdir -p "$broken/opt" && cp "$broken/$libraries/libcrypto.so.3" "$broken/opt/libcrypto.so.3"
refuses "a second libcrypto" "environment: must not be set: LD_PRELOAD" -e LD_PRELOAD=/opt/libcrypto.so.3
fault
rm -r "$broken/usr/lib/csi-host/plugins/fips-crypto"
refuses "no policy plugin" CSH0014
umount -l "$work/broken" 2>/dev/null || true

# stunnel by itself: it starts with the settings that children get, and not without the module.
case $(cd "$whole" && ls usr/bin) in *stunnel4*)
    printf 'foreground = yes\nfips = yes\npid =\n[t]\nclient = yes\naccept = 127.0.0.1:19999\nconnect = 127.0.0.1:1\ncurves = P-256:P-384:P-521\n' >"$work/stunnel.conf"
    fault
    cp "$work/stunnel.conf" "$broken/etc/stunnel.conf"
    has "stunnel in FIPS mode" "$(timeout 10 bash -c "$(declare -f inside); inside '$broken' /usr/bin/stunnel4 /etc/stunnel.conf" 2>&1 || true)" "FIPS mode enabled"
    has "stunnel out of FIPS mode refuses" "$(timeout 10 bash -c "$(declare -f inside); inside '$broken' -e OPENSSL_CONF=/dev/null /usr/bin/stunnel4 /etc/stunnel.conf" 2>&1 || true)" "FIPS"
    umount -l "$work/broken" 2>/dev/null || true
    ;;
esac
