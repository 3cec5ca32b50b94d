#!/bin/bash
# Builds the operator's image of the jars in operator/target/app, and writes its name into e2e/target/operator-image. The tag is
# the image's own hash: a cluster that has it needs nothing, and one with another rolls over to it.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -f operator/target/app/operator.jar ] || { echo "operator/target/app is missing: run make build first." >&2; exit 1; }
[ -f e2e/target/cluster.env ] || e2e/prepare.sh
. e2e/target/cluster.env
log=e2e/target/build-image.log
# shellcheck disable=SC2086 # the arguments are words
docker build $OPERATOR_IMAGE_BUILD_ARGS --iidfile e2e/target/operator-image.id -t myworkloads-operator:latest . > $log 2>&1 || { tail -20 $log >&2; echo "The whole log: $log" >&2; exit 1; }
id=$(cat e2e/target/operator-image.id)
tag=${id#sha256:}; tag=build-${tag:0:12} # with a word before it: helm takes twelve digits for a number
docker tag "$id" "myworkloads-operator:$tag"
echo "myworkloads-operator:$tag" > e2e/target/operator-image
