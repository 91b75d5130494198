# A PostgreSQL cluster of the tests' own: on loopback, in a temporary folder, gone at the end.
# Read by `tests/run`.

# PostgreSQL refuses to run as root.
unprivileged() {
  if [ "$(id -u)" != 0 ]; then "$@"; return; fi
  (cd / && runuser -u "$cluster_user" -- "$@")
}

# Starts the cluster and exports HEI_TEST_POSTGRES.
start_cluster() {
  cluster_user=postgres
  id -u postgres >/dev/null 2>&1 || cluster_user=nobody
  cluster=$(mktemp -d "${TMPDIR:-/tmp}/hei-tests.XXXXXX")
  chmod 711 "$cluster"
  mkdir "$cluster/own"
  [ "$(id -u)" != 0 ] || chown "$cluster_user" "$cluster/own"
  unprivileged "$postgres_bin/initdb" -D "$cluster/own/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
    >"$cluster/initdb.log" 2>&1 || { cat "$cluster/initdb.log" >&2; return 1; }
  # Nothing here outlives the machine, so nothing is flushed to the disk; a commit still waits for the log.
  cat >>"$cluster/own/data/postgresql.conf" <<SETTINGS
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 500
shared_buffers = 128MB
fsync = off
full_page_writes = off
synchronous_commit = on
max_wal_size = 2GB
autovacuum_naptime = 10min
SETTINGS
  local port
  for _ in 1 2 3 4 5 6 7 8; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && continue
    # In a session of its own, so that an interrupt leaves it to be stopped in order.
    if unprivileged setsid "$postgres_bin/pg_ctl" -D "$cluster/own/data" -o "-p $port" -l "$cluster/own/log" -w -t 60 start \
      >/dev/null 2>&1 </dev/null; then
      export HEI_TEST_POSTGRES=postgres://postgres@127.0.0.1:$port/postgres
      return
    fi
  done
  say "the cluster did not start:"
  tail -20 "$cluster/own/log" >&2
  return 1
}

# Stops the cluster that was started here, by what its own folder says, and no other.
stop_cluster() {
  [ -n "${cluster:-}" ] || return 0
  if [ -f "$cluster/own/data/postmaster.pid" ]; then
    unprivileged "$postgres_bin/pg_ctl" -D "$cluster/own/data" -m immediate -w -t 20 stop >/dev/null 2>&1 || true
  fi
  rm -rf "$cluster"
  cluster=
}
