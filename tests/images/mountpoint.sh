# The stock engine is fetched by version and checked by checksum; sourced by run.sh. A server of our own stands in for the real one.
served=$work/served
mkdir -p "$served/mountpoint/bin"
printf 'not the real one\n' >"$served/mountpoint/bin/mount-s3"
printf 'text\n' >"$served/mountpoint/LICENSE"
tar -C "$served/mountpoint" -czf "$served/mount-s3.tar.gz" .
sum=$(sha256sum "$served/mount-s3.tar.gz" | cut -d' ' -f1)
url=file://$served/mount-s3.tar.gz

fetch() { rm -rf "$work/fetched" && mkdir -p "$work/fetched" && sh "$root/image/mountpoint.sh" "$work/fetched" "$@" 2>&1; }
yes_ "the right checksum is taken" fetch 1.22.3 "$url" "$sum"
is "what was fetched is in place" "$(cat "$work/fetched/mountpoint-s3/bin/mount-s3" 2>/dev/null)" "not the real one"
has "a wrong checksum is refused" "$(fetch 1.22.3 "$url" "${sum//[0-9]/0}" || true)" "has SHA-256 $sum"
is "and leaves nothing" "$(ls "$work/fetched/mountpoint-s3/bin" 2>/dev/null)" ""
has "no checksum is refused" "$(fetch 1.22.3 "$url" "" || true)" "MOUNTPOINT_SHA256 is empty"
has "no engine at all is refused" "$(fetch none || true)" "csi-s3-engine is not there"
