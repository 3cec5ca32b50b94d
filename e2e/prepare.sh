#!/bin/bash
# Makes this machine able to run a cluster in containers, and writes e2e/target/cluster.env with what it decided:
# exported variables for Maven (the e2e tests, the playground) and for `docker build` of the operator's image.
#   - a Docker engine must answer; on Debian, root gets one installed and started
#   - rancher/k3s is used where it can be pulled; elsewhere its stand-in is built from k3s-offline/ (once)
# Quiet and quick (under a second) when there is nothing to do.
set -euo pipefail
cd "$(dirname "$0")"
target=$PWD/target; mkdir -p "$target"
k3s=rancher/k3s:v1.35.4-k3s1 # the Kubernetes of k3s-offline/go.mod

fail() { echo "$*" >&2; exit 1; }
JAVA_HOME=$(./find-jdk.sh); export JAVA_HOME
command -v mvn >/dev/null || fail "Maven is missing: install it (3.8 or newer; Debian: apt-get install maven, macOS: brew install maven)."

debian_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && grep -qs '^ID=debian' /etc/os-release; }
engine() { docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }
if ! engine; then
  debian_root || fail "No Docker engine answers: install and start one (https://docs.docker.com/get-docker), or run this as root on Debian 12, where it is installed for you."
  k3s-offline/docker-engine.sh "$target/docker-engine.log"
fi

present() { docker image inspect "$1" >/dev/null 2>&1; }
# Pulls an image. A registry that cannot be reached is found out within 20 s, however slow the pull itself is.
pull() {
  local log=$target/pull.log pid i
  docker pull "$1" > "$log" 2>&1 & pid=$!
  for i in $(seq 100); do
    kill -0 $pid 2>/dev/null || break
    grep -q 'Pulling from' "$log" && { echo "Pulling $1"; break; }
    [ "$i" -lt 100 ] || kill $pid
    sleep .2
  done
  wait $pid
}
offline() { [ "$(uname -s)" = Linux ] && k3s-offline/build.sh "$@"; }

if present $k3s; then cluster=$k3s
elif offline present; then cluster=
elif pull $k3s; then cluster=$k3s
else
  cluster=
  why="$k3s cannot be pulled ($(tail -n 1 "$target/pull.log")), and building its stand-in needs"
  debian_root || fail "$why root on Debian 12."
  command -v go >/dev/null || fail "$why Go 1.25 or newer (https://go.dev/dl)."
  echo "$k3s cannot be pulled here."
  offline build "$target/k3s-offline.log"
fi

{
  echo "# written by e2e/prepare.sh"
  echo "export JAVA_HOME='$JAVA_HOME'"
  docker buildx version >/dev/null 2>&1 || echo "export DOCKER_BUILDKIT=0 # the client has no buildx"
  if [ -n "$cluster" ]; then
    echo "export MYWORKLOADS_OFFLINE=false"
    echo "export MYWORKLOADS_CLUSTER_IMAGE=$cluster"
    echo "export OPERATOR_IMAGE_BUILD_ARGS="
  else
    eval "$(offline names)"
    echo "export MYWORKLOADS_OFFLINE=true"
    echo "export MYWORKLOADS_CLUSTER_IMAGE=$node"
    echo "export OPERATOR_IMAGE_BUILD_ARGS='--build-arg JDK_IMAGE=$jdk --build-arg RUNTIME_IMAGE=$runtime'"
    echo "# Testcontainers' own helper images cannot be pulled either"
    echo "export TESTCONTAINERS_RYUK_DISABLED=true"
    echo "export TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1"
    echo "export TESTCONTAINERS_TINYIMAGE_CONTAINER_IMAGE=busybox:1.35"
  fi
} > "$target/cluster.env"
