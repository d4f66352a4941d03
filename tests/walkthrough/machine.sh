#!/usr/bin/env bash
# A machine with nothing on it, inside this one: own mounts, own network, own copies of /etc, /srv, /home, /run.
# Run below `unshare --mount --net`; ROOT is the kit's checkout, PYTHON a Python with the kit's libraries, STEPS a folder
# of scripts named 01-admin, 02-portalkit …, run in this order. What systemd would do is done by `systemctl` beside.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
ip link set lo up

fresh() { for folder in "$@"; do mount -t tmpfs tmpfs "$folder"; done; }
fresh /mnt
cp -a /etc /mnt/etc
base=$("$PYTHON" -c 'import sys; print(sys.base_prefix)')
venv=$("$PYTHON" -c 'import sys; print(sys.prefix)')
cp -a "$STEPS" /mnt/steps
# The interpreter may lie in a home folder that other accounts cannot enter.
case "$base" in
  /root/*)
    mkdir /mnt/base
    mount --bind "$base" /mnt/base
    fresh /root
    chmod 755 /root
    mkdir -p "$base"
    mount --bind /mnt/base "$base"
    ;;
esac
mkdir /mnt/dpkg
mount --bind /var/lib/dpkg /mnt/dpkg
mount --bind /mnt/etc /etc
fresh /srv /home /run /var/log /usr/local/lib /usr/local/share /var/lib
mkdir /var/lib/dpkg
mount --bind /mnt/dpkg /var/lib/dpkg
mkdir -p /var/log/nginx /var/lib/nginx /usr/local/share/ca-certificates /run/sshd
rm -f /etc/nginx/conf.d/* /etc/ssh/sshd_config.d/*
ssh-keygen -A >/dev/null
export PATH="$here:/usr/sbin:/sbin:/usr/bin:/bin" LC_ALL=C.UTF-8
trap 'kill $(cat /run/started/* 2>/dev/null) 2>/dev/null || true' EXIT

for step in /mnt/steps/*; do
  who=${step##*-}
  echo "== $(basename "$step")"
  if [ "$who" = admin ]; then
    bash -euo pipefail "$step"
  else
    chown portalkit "$step"
    runuser -u portalkit -- env HOME=/home/portalkit PATH="$PATH" KIT_VENV="$venv" bash -euo pipefail "$step"
  fi
done
