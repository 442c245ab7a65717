#!/usr/bin/env bash
# Installs Debian's PostgreSQL for the tests of its store, if none is installed and the user is root.
# Without it, the store is tested on PGlite only. The tests start servers of their own, so no server is started here.
set -euo pipefail
if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "PostgreSQL is not installed; its store will be tested on PGlite only."
  exit 0
fi
{
  mkdir -p /etc/postgresql-common && echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql
} >/dev/null || echo "PostgreSQL could not be installed; its store will be tested on PGlite only."
