# shellcheck shell=bash disable=SC2154
# Named checks with a count: "PASS name", "FAIL name: reason", "SKIP name". Sourced, never run.

declare -i passed=0 failed=0

# check NAME COMMAND...: the command runs in a shell of its own that stops at its first failing line; its last line of
# output is the reason of a failure. After one failure the later checks of a life make no sense: they are skipped, unless
# always_check is used.
check() {
    if ((failed > 0)); then
        printf 'SKIP %s\n' "$1"
        return
    fi
    always_check "$@"
}

always_check() {
    local name=$1 output=$state.check
    shift
    run_job "$output" "$@"
    if ((job_status == 0)); then
        printf 'PASS %s\n' "$name"
        passed+=1
    else
        printf 'FAIL %s: %s\n' "$name" "$(tail -n 1 "$output")"
        sed 's/^/    /' "$output" | tail -n 200 >&2
        failed+=1
    fi
    rm -f "$output"
}

# Explains a false condition: the reason that check prints.
because() {
    printf '%s\n' "$*"
    return 1
}

summary() {
    printf '%d passed, %d failed\n' "$passed" "$failed"
    ((failed == 0))
}
