# Sourced by script/policy and script/test: what they need, and how to get it.
# Asks what works, not what is installed, so that any machine that has the parts will do.

unavailable=69 # sysexits(3): a program that is needed is missing

stop() {
  printf '%s\n' "$@" >&2
  exit "$unavailable"
}

works() { "$@" >/dev/null 2>&1; }

# Swift's own clang takes the headers of the newest GCC that it finds, installed whole or not.
compiles_cxx() {
  printf '#include <string>\n' | works "$(dirname "$(readlink -f "$(command -v swift)")")/clang++" \
    -x c++ -std=c++17 -fsyntax-only -
}

missing_packages() {
  works git --version || echo git
  [ -e /etc/ssl/certs/ca-certificates.crt ] || [ ! -e /etc/debian_version ] || echo ca-certificates
  works pkg-config --version || echo pkg-config
  works pkg-config --exists libgit2 || echo libgit2-dev
  works pkg-config --exists re2 || echo libre2-dev
  works pkg-config --exists expat || echo libexpat1-dev
  works pkg-config --exists zlib || echo zlib1g-dev
  compiles_cxx || echo g++
  for package in "$@"; do
    case $package in
      cmake) works cmake --version || echo "$package" ;;
      gh) works gh --version || echo "$package" ;;
      ruby) works ruby --version || echo "$package" ;;
      python3-venv) works /usr/bin/python3 -c 'import ensurepip, venv' || echo "$package" ;;
      python3-jsonschema) works /usr/bin/python3 -c 'import jsonschema' || echo "$package" ;;
      openssh-client) works command -v ssh-keygen || echo "$package" ;;
      gnupg) works command -v gpg || echo "$package" ;;
      *) echo "$package" ;;
    esac
  done
}

require_swift() {
  works command -v swift || stop "swift is missing: policy is built from source with Swift 6.2 or newer" \
    "help: install it from https://www.swift.org/install/linux, put it on PATH, and call again"
}

# Installs what is missing; the arguments are packages that only the caller needs.
install_missing() {
  missing=$(missing_packages "$@" | tr '\n' ' ' | sed 's/ $//')
  [ -n "$missing" ] || return 0
  works command -v apt-get || stop "missing: $missing (names of Debian packages)" \
    "help: install their counterparts with this system's package manager, and call again"
  root=
  if [ "$(id -u)" -ne 0 ]; then
    works command -v sudo || stop "missing: $missing" \
      "help: run as root: apt-get update && apt-get install -y $missing"
    root=sudo
  fi
  echo "installing $missing" >&2
  apt_log=$(mktemp)
  # Package lists that are young enough spare the update.
  # shellcheck disable=SC2086 # several words on purpose
  if apt_get install $missing || { apt_get update && apt_get install $missing; }; then
    rm -f "$apt_log"
  else
    cat "$apt_log" >&2
    rm -f "$apt_log"
    stop "apt-get cannot install $missing" "help: see what it says above; run:" \
      "  ${root:+sudo }apt-get update && ${root:+sudo }apt-get install $missing"
  fi
}

apt_get() {
  $root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends "$@" \
    </dev/null >"$apt_log" 2>&1
}
