#!/bin/bash
# A cluster to play with, as `make run`, `make stop` and `make deploy` call it. `make build` and e2e/build-image.sh come first.
#   run     cluster, operator, samples; then a live view until interrupted. Goes on with what is there.
#   stop    removes all of it
#   deploy  the operator alone, into the cluster of the current KUBECONFIG; IMAGE=name:tag for one from a registry
set -euo pipefail
cd "$(dirname "$0")"
server=myworkloads-playground-server
folder=$PWD/target/playground

java_part() {
  rm -rf "$folder/chart" && mkdir -p "$folder" && cp -RL ../helm/myworkloads "$folder/chart"
  # shellcheck disable=SC1091
  . target/cluster.env
  # kept containers must not be counted as this process' own, to be removed at its end
  TESTCONTAINERS_REUSE_ENABLE=true TESTCONTAINERS_RYUK_DISABLED=true \
    "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:TieredStopAtLevel=1 -cp "target/classes:$(cat target/classpath)" \
    io.myworkloads.e2e.playground.Playground "$1"
}

# a kubectl for this machine: its own, or the cluster's
find_kubectl() {
  kubectl=$(command -v kubectl || true)
  [ -z "$kubectl" ] || return 0
  kubectl=$folder/kubectl
  ! "$kubectl" version --client >/dev/null 2>&1 || return 0
  if [ "$(uname -s)" = Linux ] && docker cp -qL $server:"$(docker exec $server sh -c 'command -v kubectl')" "$kubectl" &&
    "$kubectl" version --client >/dev/null 2>&1; then return; fi
  rm -f "$kubectl"
  printf '#!/bin/sh\n# kubectl in the cluster: files of this machine go in as `-f - < FILE`\n[ -t 0 ] && [ -t 1 ] && t=-t\nexec docker exec -i $t %s kubectl "$@"\n' $server > "$kubectl"
  chmod +x "$kubectl"
}

view() {
  local now key last=
  trap 'echo; echo "The cluster goes on. make run comes back to it, make stop removes it."; exit 0' INT TERM
  while :; do
    now=$("$kubectl" get myrc,myrs,pods 2>&1) || true
    if [ -t 1 ]; then
      printf '\033[H\033[2J%s\n\n%s\n' "$how" "$now"
    else # a log gets what changed, ages apart
      key=$(awk 'NF {gsub(/\([^)]*\)/, ""); $NF = ""; print}' <<< "$now")
      [ "$key" = "$last" ] || printf '%s\n\n' "$now"
      last=$key
    fi
    sleep 1 & wait $! # so that an interrupt is heard at once
  done
}

case ${1:?run, stop or deploy} in
  run)
    echo "A cluster with the operator and the samples:"
    java_part up
    export KUBECONFIG=$folder/kubeconfig
    find_kubectl
    how="Ctrl-C ends this view, and the cluster goes on. To go on by hand, in another terminal:
  export KUBECONFIG=$KUBECONFIG"
    [ "$kubectl" != "$folder/kubectl" ] || how+="
  alias kubectl=$kubectl"
    how+="
  kubectl get myrc,myrs,pods; kubectl delete pod NAME; kubectl scale myrs kubia --replicas=5
  samples/*.yaml say what to try and what to see. make stop removes the cluster."
    [ -t 1 ] || printf '\n%s\n\n' "$how"
    view;;
  stop)
    containers=$(docker ps -aq --filter label=io.myworkloads.cluster=playground)
    networks=$(docker network ls -q --filter label=io.myworkloads.cluster=playground)
    # shellcheck disable=SC2086 # ids are words
    { [ -z "$containers" ] || docker rm -fv $containers; [ -z "$networks" ] || docker network rm $networks; } > /dev/null
    rm -rf "$folder"
    [ -n "$containers$networks" ] && echo "The cluster is removed." || echo "There is no cluster.";;
  deploy)
    echo "The operator:"
    java_part deploy;;
  *) echo "unknown command $1: run, stop or deploy" >&2; exit 2;;
esac
