# What the two official charts give to the image - command, arguments, environment, mounts, user - as data in charts/*.txt; sourced by run.sh. Each
# starts the image's command. What serves without a cluster is asked as the liveness probe asks; what needs one says so.
volumes=$work/v

# probe_until_ready PID - waits for the socket, then asks as the liveness probe does.
probe_until_ready() {
    local socket=$volumes$probe
    # Until the socket is there or the process has ended; the limit is for a hang.
    timeout 90 bash -c 'until [ -S "$1" ] || ! kill -0 "$2" 2>/dev/null; do read -rt 0.1 <> <(:) || true; done' _ "$socket" "$1" || true
    "$composed/csi-host" ctl probe --endpoint "unix://$socket" 2>&1
}

for file in "$here"/charts/*.txt; do
    name=$(basename "$file" .txt)
    command= target= code= probe= arguments=() options=() expect=()
    rm -rf "$volumes"
    while IFS='=' read -r key value; do
        case $key in
            '' | '#'*) ;;
            target) target=$value ;;
            command) command=$value ;;
            arg) arguments+=("$value") ;;
            env) options+=(-e "$value") ;;
            user) options+=(-u "$value") ;;
            mount) options+=(-v "$value") ; mkdir -p "$volumes$value"; chmod 0777 "$volumes$value" ;;
            expect) expect+=("$value") ;;
            code) code=$value ;;
            probe) probe=$value ;;
            *) die "$file: unknown key '$key'" ;;
        esac
    done <"$file"
    for variant in "" -fips; do
        unpack "localhost/csihost-$target$variant"
        actual=0
        inside "$tree" "${options[@]}" "$command" "${arguments[@]}" >"$work/chart.log" 2>&1 &
        job=$!
        if [ -n "$probe" ]; then
            has "$name$variant: answers the liveness probe" "$(probe_until_ready $job || true)" ready
            kill "$job" 2>/dev/null || true
        fi
        wait "$job" || actual=$?
        text=$(cat "$work/chart.log")
        for part in "${expect[@]}"; do has "$name$variant" "$text" "$part"; done
        [ -z "$code" ] || is "$name$variant: exit code" "$actual" "$code"
        case $text in
            *"flag provided but not defined"* | *"configuration:"*) fail "$name$variant: a flag or setting is not understood: $text" ;;
            *) pass ;;
        esac
    done
done

# A region without FIPS endpoints is an error of the start that names it.
unpack localhost/csihost-efs-fips
has "a region without FIPS endpoint ends the start" \
    "$(inside "$tree" -e AWS_DEFAULT_REGION=eu-west-1 -e CSI_NODE_NAME=node-1 /bin/aws-efs-csi-driver --endpoint=unix:/run/csi.sock 2>&1 || true)" "region eu-west-1 has no FIPS endpoint"
