#!/usr/bin/env bash
# Installs Debian's Chromium for the tests of the playground's page, if no Chromium is installed and the user is root.
# Without Chromium the tests of the page are skipped.
set -euo pipefail
for place in "${CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
  if [ -n "$place" ] && [ -x "$place" ]; then exit 0; fi
done
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "Chromium is not installed; the tests of the page will be skipped."
  exit 0
fi
{ apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >/dev/null ||
  echo "Chromium could not be installed; the tests of the page will be skipped."
