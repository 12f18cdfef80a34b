#!/usr/bin/env bash
# Checks that the core compiles for wasm32-unknown-unknown, with the first toolchain that can, and says which.
#
# It catches what has no wasm build at all: a dependency that needs an operating system or a C library, and items that
# exist only elsewhere, such as std::os::unix. It does not catch std::fs, std::env, std::time and the like: for wasm
# they compile, and fail when they run. Those are refused by .clippy.toml.
#
# Usage: .ci/wasm.sh [installed|rustup|debian] tries only the way named.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
triple=wasm32-unknown-unknown
target="${INFRAC_TARGET:-${CARGO_TARGET_DIR:-$PWD/target}}/ci-wasm"
check=(check --lib --no-default-features --target "$triple")

# The toolchain in PATH has the standard library for wasm.
installed() {
  local libraries
  libraries=$(rustc --print target-libdir --target "$triple" 2>/dev/null) || return 1
  compgen -G "$libraries/libstd-*.rlib" >/dev/null || return 1
  run() { cargo "${check[@]}" --target-dir "$target"; }
}

# rustup fetches it; it waits for a silent server as long as it is let.
rustup_adds() {
  command -v rustup >/dev/null || return 1
  timeout 180 rustup target add "$triple" || return 1
  installed
}

# Debian keeps a recent Rust for its browsers, without that library but with its sources, which cargo can build.
# /usr/bin is named because a cargo of rustup usually stands before it in PATH.
debian_builds() {
  debian_has_sources || debian_installs || return 1
  debian_has_sources || return 1
  run() {
    env -u RUSTUP_TOOLCHAIN -u RUSTC_WRAPPER RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 \
      /usr/bin/cargo "${check[@]}" --target-dir "$target-debian" -Z build-std=std,panic_abort
  }
}

debian_has_sources() {
  [ -x /usr/bin/cargo ] && [ -x /usr/bin/rustc ] || return 1
  [ -f "$(/usr/bin/rustc --print sysroot)/lib/rustlib/src/rust/library/std/Cargo.toml" ]
}

debian_installs() {
  command -v apt-get >/dev/null || return 1
  local packages=(rustc-web cargo-web rust-web-src) root=()
  [ "$(id -u)" -eq 0 ] || root=(sudo -n)
  # --no-remove: what is installed already stays.
  local install=(timeout 600 apt-get install --yes --quiet --no-remove --no-install-recommends "${packages[@]}")
  local update=(timeout 180 apt-get update --quiet)
  export DEBIAN_FRONTEND=noninteractive
  "${root[@]}" "${install[@]}" >/dev/null || { "${root[@]}" "${update[@]}" >/dev/null && "${root[@]}" "${install[@]}" >/dev/null; }
}

declare -A says=(
  [installed]="the toolchain in PATH, which has $triple"
  [rustup_adds]="the toolchain in PATH, to which rustup added $triple"
  [debian_builds]="Debian's Rust in /usr/bin, with a standard library built from its sources"
)
ways=(installed rustup_adds debian_builds)
case "${1:-}" in
  "") ;;
  installed) ways=(installed) ;;
  rustup) ways=(rustup_adds) ;;
  debian) ways=(debian_builds) ;;
  *) echo "no such way: $1" >&2; exit 2 ;;
esac

for way in "${ways[@]}"; do
  if "$way"; then
    echo "wasm check with ${says[$way]}"
    run
    exit
  fi
  echo "not possible here: $way"
done
echo "no toolchain here can compile for $triple" >&2
exit 1
