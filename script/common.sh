# What every script here needs: where things are kept, short progress, a log that is shown on failure.
# shellcheck shell=bash

set -euo pipefail

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cache=${XDG_CACHE_HOME:-${HOME:?HOME is not set; set it, or XDG_CACHE_HOME}/.cache}/hushwatt
log=/dev/null

# Bytecode of the cached environment is worth keeping, whatever the caller's shell says.
unset PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH

say() { printf '%s\n' "$*"; }

have() { command -v "$1" >/dev/null 2>&1; }

# Tells what went wrong and what to do about it, then stops.
fail() {
    printf '\n%s\n' "$1" >&2
    shift
    [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
    exit 1
}

open_log() {
    mkdir -p "$cache/logs"
    log=$cache/logs/$1-$(date +%Y%m%d-%H%M%S)-$$.log
    : >"$log"
    find "$cache/logs" -type f -mtime +7 -delete 2>/dev/null || true
}

# Runs a command with its output in the log only.
quietly() {
    printf '+ %s\n' "$*" >>"$log"
    "$@" >>"$log" 2>&1
}

# For the reader of a failure: the end of the log, and where the rest is.
show_log() {
    printf -- '--- the last lines of %s\n' "$log" >&2
    tail -n 25 "$log" >&2
    printf -- '---\n' >&2
}

# Milliseconds, where the shell knows them.
now() {
    local stamp=${EPOCHREALTIME-$(date +%s).000}
    stamp=${stamp/,/.}
    printf '%s' "${stamp%.*}$(printf '%s' "${stamp#*.}" | cut -c 1-3)"
}

since() {
    local past=$(($(now) - $1))
    printf '%d.%d s' $((past / 1000)) $((past % 1000 / 100))
}

# timeout(1) where there is one.
within() {
    if have timeout; then
        timeout "$@"
    else
        shift
        "$@"
    fi
}

# Holds a lock named $1 until this script ends (the file descriptor stays open).
hold_lock() {
    mkdir -p "$cache"
    exec 9>"$cache/$1.lock"
    if have flock; then
        flock --nonblock 9 || { say "Waiting for another $1 to end" && flock 9; }
    elif have python3; then
        python3 -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
    fi
}

digest() {
    if have sha256sum; then
        sha256sum
    else
        shasum -a 256
    fi | cut -c 1-12
}
