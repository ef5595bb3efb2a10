#!/usr/bin/env bash
# Set up a Chromium for the browser tests if this machine has none; say so in one line where that fails.
# Usage: setup_browser.sh PYTHON
set -u
python=$1
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null && exit 0
done
playwrights=$("$python" -c 'from playwright.sync_api import sync_playwright as p
with p() as it: print(it.chromium.executable_path)' 2>/dev/null)
[ -x "$playwrights" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "setting up Debian's chromium for the browser tests"
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium) >/dev/null 2>&1 && exit 0
fi
echo "setting up Playwright's chromium for the browser tests"
"$python" -m playwright install chromium >/dev/null 2>&1 && exit 0
echo "NO BROWSER: none could be set up, so the browser tests will be skipped (in CI they fail)"
exit 0
