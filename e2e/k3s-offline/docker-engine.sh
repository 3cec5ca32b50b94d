#!/bin/bash
# A Docker engine on a Debian 12 machine that has none running. Debian 12's own (20.10) gives a privileged container
# every capability the kernel knows and fails where the machine itself lacks one (CAP_SYS_RESOURCE); Debian 13's (26.1)
# asks only for those it has, and installs on Debian 12.
# Usage: docker-engine.sh LOG (a file for all output)
set -euo pipefail
log=${1:?file for the log}
. "$(dirname "$0")/steps.sh"

answers() { docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }
debian_mirror() {
  apt-get indextargets --format '$(SITE) $(ORIGIN) $(RELEASE)' 'Created-By: Packages' | awk '$2 == "Debian" && $3 == "bookworm" { print $1; exit }'
}
install() {
  local next=trixie mirror
  # the mirror that this machine already uses, of which apt knows nothing before its first update
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || { apt-get update -q; mirror=$(debian_mirror); }
  [ -n "$mirror" ] || { echo "apt knows no mirror of Debian: see /etc/apt/sources.list"; return 1; }
  echo "deb $mirror $next main" > /etc/apt/sources.list.d/$next.list
  printf 'Package: *\nPin: release n=%s\nPin-Priority: 50\n' $next > /etc/apt/preferences.d/$next
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q
  # the client is a package of its own; a machine may have another one's
  apt-get install -yq --no-install-recommends docker.io/$next containerd/$next runc iptables $(command -v docker >/dev/null || echo docker-cli/$next)
}
start() {
  # of an engine that was killed: its number may be another process' by now, and the engine would refuse to start
  pgrep -x dockerd >/dev/null || rm -f /var/run/docker.pid /var/run/docker/containerd/containerd.pid
  setsid dockerd > /var/log/dockerd.log 2>&1 < /dev/null &
  for _ in $(seq 150); do answers && return; sleep .2; done
  tail -n 20 /var/log/dockerd.log; return 1
}

answers && exit
command -v dockerd >/dev/null || step "Installing a Docker engine from Debian's packages" install
answers || step "Starting the Docker engine" start
