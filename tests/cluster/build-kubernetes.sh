#!/bin/bash
# Builds the Kubernetes components of the cluster tests from Debian's source package, once, into the cache.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR
source "$here/lib/common.sh"
# shellcheck source-path=SCRIPTDIR
source "$here/lib/debian.sh"

usage() {
    cat <<EOF
usage: build-kubernetes.sh [CACHE_DIR]

Builds kube-apiserver, kube-controller-manager, kube-scheduler and kubelet $KUBERNETES_VERSION, unpatched, from the source
package and the Go toolchain of Debian $DEBIAN_RELEASE, into CACHE_DIR/kubernetes-$KUBERNETES_VERSION (default CACHE_DIR:
$(default_cache)).
Does nothing if they are there. Nothing is installed on the machine. Takes about six minutes and 3 GiB of scratch space on
two idle cores; CSIHOST_BUILD_JOBS (2) bounds how many compilers run at once.
EOF
}

readonly source_sha256=b83c0780efb182d928dc63d46488a847f161f04e40a94b96bf5247dd671ecdfc
readonly components=(kube-apiserver kube-controller-manager kube-scheduler kubelet)

fetch() {
    debian_open "$scratch/apt"
    debian_unpack "$scratch/apt" "$scratch/go" golang-1.19-go golang-1.19-src
    debian_source "$scratch/apt" kubernetes
}

unpack() {
    local archive
    archive=$(echo "$scratch"/apt/source/kubernetes_*.orig.tar.gz)
    sha256sum --check --quiet <<<"$source_sha256  $archive"
    mkdir -p "$tree"
    tar -xzf "$archive" --strip-components=1 -C "$tree"
    rm -rf "$scratch/apt"
}

# The published archive lacks the generated OpenAPI definitions, without which the API server does not compile.
generate_openapi() {
    local packages
    go build -o "$scratch/openapi-gen" ./vendor/k8s.io/kube-openapi/cmd/openapi-gen
    packages=$(
        {
            openapi_directories pkg | sed 's#^#k8s.io/kubernetes/#'
            openapi_directories staging/src/k8s.io | sed 's#^staging/src/#k8s.io/kubernetes/vendor/#'
        } | grep -vE 'code-generator|sample-|/cmd/' | sort -u | paste -sd,
    )
    "$scratch/openapi-gen" -i "$packages" -p k8s.io/kubernetes/pkg/generated/openapi -O zz_generated.openapi \
        --output-base "$GOPATH/src" --go-header-file hack/boilerplate/boilerplate.generatego.txt -r /dev/null
}

openapi_directories() { grep -rl --include='*.go' '+k8s:openapi-gen=true' "$1" | xargs -n1 dirname; }

compile() {
    local version=k8s.io/kubernetes/vendor/k8s.io/component-base/version
    go build -trimpath -o "$scratch/result/$1" -ldflags "-s -w -X $version.gitVersion=v$KUBERNETES_VERSION \
        -X $version.gitMajor=1 -X $version.gitMinor=20" "./cmd/$1"
}

use_private_go() {
    local jobs=${CSIHOST_BUILD_JOBS:-2}
    export GOROOT=$scratch/go/usr/lib/go-1.19 GOPATH=$scratch/gopath GOCACHE=$scratch/gocache GOTMPDIR=$scratch
    export GO111MODULE=off CGO_ENABLED=0 GOFLAGS=-p=$jobs GOMAXPROCS=$jobs GOENV=off PATH=$GOROOT/bin:$PATH
}

make_kubernetes() {
    tree=$scratch/gopath/src/k8s.io/kubernetes
    say "Kubernetes $KUBERNETES_VERSION: building from source, about six minutes"
    step "download source and toolchain" fetch
    step "verify and unpack" unpack
    use_private_go
    cd "$tree"
    mkdir "$scratch/result"
    step "generate OpenAPI definitions" generate_openapi
    local component
    for component in "${components[@]}"; do
        step "build $component" compile "$component"
    done
}

case ${1:-} in
-h | --help)
    usage
    exit 0
    ;;
-*) die "unknown option $1 (see --help)" ;;
esac
need_commands apt-get dpkg tar sha256sum flock
cached "kubernetes-$KUBERNETES_VERSION" "$(realpath -m "${1:-$(default_cache)}")" make_kubernetes
