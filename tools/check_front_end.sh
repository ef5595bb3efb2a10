#!/usr/bin/env bash
# Check the front end's source, and that the committed bundle is what it builds. Needs Node; readers do not.
set -eu
cd "$(dirname "$0")/../frontend"
if ! command -v npm >/dev/null; then
  echo "SKIPPED the front end's own checks: Node is not installed (the committed bundle is used)"
  [ -z "${CI:-}" ]
  exit
fi
# Install only when the lock changed.
if ! cmp -s package-lock.json node_modules/.installed-lock; then
  npm ci --no-audit --no-fund --loglevel=error
  cp package-lock.json node_modules/.installed-lock
fi
npm run --silent check
npm run --silent test
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
npm run --silent build -- "$fresh"
mv "$fresh/workshop" "$fresh-workshop"
trap 'rm -rf "$fresh" "$fresh-workshop"' EXIT
diff --recursive --brief ../nnbook/widgets/static "$fresh" && diff --recursive --brief ../book/_ext/workshop/static "$fresh-workshop" || {
  echo "what is committed was not built from frontend/src: run 'npm run build' in frontend/ and commit it"
  exit 1
}
