# shellcheck shell=bash
# Debian packages without installing them: a private apt configuration on the mirror this machine is configured for,
# signed indexes, and plain unpacking. No maintainer script runs, so no service starts and the machine is not changed.
# Sourced, never run.

readonly DEBIAN_RELEASE=bookworm
readonly DEBIAN_KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

# The mirror is asked of apt itself, so every way of writing it down works: the release wanted here if the machine has
# it, else another release of Debian, whose mirror carries this one too.
debian_mirror() {
    # shellcheck disable=SC2016 # the names are apt's
    apt-get indextargets --no-release-info --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
        awk -v want="$DEBIAN_RELEASE" -v others='^(trixie|forky|sid|stable|oldstable|testing|unstable)$' '
            $3 != "main" { next }
            $2 == want && !exact { exact = $1 }
            $2 ~ others && !other { other = $1 }
            END { print exact ? exact : other }'
}

# debian_open DIR [RELEASE...]: makes the private configuration in DIR and loads the indexes of the releases (the one named
# above by default); the calls below use it.
debian_open() {
    local dir=$1 mirror release
    shift
    [[ -r $DEBIAN_KEYRING ]] || die "$DEBIAN_KEYRING is missing: install debian-archive-keyring"
    mirror=$(debian_mirror)
    [[ -n $mirror ]] || die "apt has no Debian mirror configured"
    mkdir -p "$dir"/lists/partial "$dir"/cache/archives/partial
    : >"$dir/status"
    for release in "${@:-$DEBIAN_RELEASE}"; do
        printf '%s [signed-by='"$DEBIAN_KEYRING"'] %s %s main\n' deb "$mirror" "$release" deb-src "$mirror" "$release"
    done >"$dir/sources.list"
    cat >"$dir/apt.conf" <<EOF
Dir::Etc::sourcelist "$dir/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$dir/lists";
Dir::State::status "$dir/status";
Dir::Cache "$dir/cache";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "3";
EOF
    APT_CONFIG="$dir/apt.conf" apt-get -qq update
}

# debian_unpack DIR ROOT PACKAGE...: downloads the packages (apt checks them against the signed index), unpacks into ROOT.
debian_unpack() {
    local dir=$1 root=$2 package
    shift 2
    mkdir -p "$dir/debs" "$root"
    (cd "$dir/debs" && APT_CONFIG="$dir/apt.conf" apt-get -qq download "$@")
    for package in "$dir"/debs/*.deb; do
        dpkg -x "$package" "$root"
    done
    rm -rf "$dir/debs"
}

# debian_source DIR PACKAGE: downloads a source package into DIR/source, checked against the signed index.
debian_source() {
    local dir=$1 package=$2
    mkdir -p "$dir/source"
    (cd "$dir/source" && APT_CONFIG="$dir/apt.conf" apt-get -qq source --download-only "$package")
}
