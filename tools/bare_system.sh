#!/usr/bin/env bash
# The README's commands on a bare Debian in a folder of its own, as a new user meets them. Needs root and debootstrap.
# Usage: bare_system.sh SUITE FOLDER [COMMAND ...], such as bare_system.sh trixie /tmp/trixie "make book".
# MIRROR names another mirror than debootstrap's own. The folder stays, for a second look or a faster second run.
set -euo pipefail
suite=$1 root=$2
shift 2
[ $# -gt 0 ] || set -- "make book" "make test"
cd "$(dirname "$0")/.."

[ -e "$root/etc/debian_version" ] || debootstrap --variant=minbase "$suite" "$root" ${MIRROR:+"$MIRROR"}
trap 'umount -R "$root/proc" "$root/dev"' EXIT
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --make-rslave "$root/dev"
cp /etc/resolv.conf "$root/etc/resolv.conf"

inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }
reader() { # one line of shell, as the user `reader` in the clone
  inside su reader -c "cd ~/nnbook && SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt $1"
}

# A mirror may be the archive as it was on some day.
inside apt-get -o Acquire::Check-Valid-Until=false update -qq
inside apt-get install -y -qq --no-install-recommends ca-certificates python3 git make >/dev/null
# Where this machine trusts more than Debian does, so must the folder.
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
inside id reader >/dev/null 2>&1 || inside useradd --create-home reader
rm -rf "$root/home/reader/nnbook"
git clone --quiet --no-hardlinks . "$root/home/reader/nnbook"
inside chown -R reader: /home/reader/nnbook
inside python3 --version

if ! inside dpkg -s python3-venv >/dev/null 2>&1; then
  echo "== without python3-venv"
  if said=$(reader "make setup" 2>&1); then
    echo "make setup works without python3-venv" && exit 1
  fi
  echo "$said"
  grep -q "apt install python3" <<<"$said"
fi
# The rest of the README's line.
inside apt-get install -y -qq python3-venv libatomic1 >/dev/null
for command in "$@"; do
  echo "== $command"
  reader "$command"
done
