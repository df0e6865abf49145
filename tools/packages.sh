# Debian packages that the scripts of this folder install where they are missing. To be sourced.
# shellcheck shell=bash disable=SC2034

# Each as <package>:<the command or file that it brings>; what another source has brought is left as it is.
building=(
    g++:g++ cmake:cmake ninja-build:ninja ccache:ccache libboost1.81-dev:/usr/include/boost/hana.hpp
)
testing=(
    python3:python3 catch2:/usr/include/catch2/catch.hpp
)
clang=(clang-19:clang++-19 clang-14:clang++-14)
sanitizing=(libclang-rt-19-dev:/usr/share/doc/libclang-rt-19-dev)
embedded=(
    gcc-arm-none-eabi:arm-none-eabi-g++
    libnewlib-arm-none-eabi:/usr/lib/arm-none-eabi/newlib/libc.a
    libstdc++-arm-none-eabi-newlib:/usr/lib/arm-none-eabi/newlib/libstdc++.a
    qemu-system-arm:qemu-system-arm
)

# install_missing <package>:<command or file>...
install_missing() {
    local entry probe missing=() privilege=()
    for entry in "$@"; do
        probe=${entry##*:}
        case $probe in
            /*) [[ -e $probe ]] ;;
            *) command -v -- "$probe" >/dev/null ;;
        esac || missing+=("${entry%%:*}")
    done
    ((${#missing[@]})) || return 0

    echo "== installing ${missing[*]}"
    if ! command -v apt-get >/dev/null; then
        echo "There is no apt-get here: install what brings these Debian packages by other means." >&2
        return 1
    fi
    if ((EUID != 0)); then
        command -v sudo >/dev/null || { echo "Neither root nor sudo: have these packages installed." >&2; return 1; }
        privilege=(sudo)
    fi
    "${privilege[@]}" apt-get update -qq &&
        "${privilege[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
