#!/usr/bin/env bash
# Tests our chart: renders it with Go's templates and helm's function library, both from Debian's packages, and checks what comes out.
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/common.sh"

need go:golang-go /usr/share/gocode/src/github.com/Masterminds/sprig:golang-github-masterminds-sprig-dev \
    /usr/share/gocode/src/sigs.k8s.io/yaml:golang-k8s-sigs-yaml-dev \
    /usr/lib/python3/dist-packages/yaml:python3-yaml /usr/lib/python3/dist-packages/jsonschema:python3-jsonschema
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE="$work/cache" CGO_ENABLED=0 go build -o "$work/render" "$root/tests/chart/render.go")
/usr/bin/python3 "$root/tests/chart/check.py" "$root/deploy/chart" "$work/render"
