#!/bin/bash
# Builds the images that stand in for pulled ones (README.md has the list), each once: a changed input gives the node
# another tag and builds it again.
# Usage: build.sh names       prints them, as shell variables
#        build.sh present     succeeds when all of them are there
#        build.sh build LOG   builds what is missing; LOG: a file for all output
# JAVA_HOME is a JDK 25. Building needs Linux, root, a Docker engine, Go 1.25+ and Debian's packages.
set -euo pipefail
cd "$(dirname "$0")"
. ./steps.sh
export DOCKER_BUILDKIT=0 # modern clients want buildx otherwise, which a minimal engine does not have

hash_of() { cat "$@" | sha256sum | cut -c1-12; }
kubernetes=$(awk '$1 == "k8s.io/kubernetes" {print $2}' go.mod)
node=myworkloads-offline/k3s:$kubernetes-$(hash_of Dockerfile node.sh main.go pause/main.go agnhost/main.go go.mod go.sum build.sh)
jdk=myworkloads-offline/jdk:$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "${JAVA_HOME:?}/release" | tr + _)
runtime=myworkloads-offline/runtime:bookworm-$(hash_of build.sh)
busybox=busybox:1.35
other_busybox=busybox:1.36
agnhost=registry.k8s.io/e2e-test-images/agnhost:2.53
pause=pause:offline

packages=containerd,runc,containernetworking-plugins,iptables,iproute2,conntrack,kmod,mount,procps,ca-certificates
base=myworkloads-offline/base:bookworm-$(echo $packages | hash_of -)

has() { docker image inspect "$@" >/dev/null 2>&1; }
missing() { ! has "$1"; }

case ${1:?names, present or build} in
  names) printf 'node=%s\njdk=%s\nruntime=%s\n' $node $jdk $runtime; exit;;
  present) has $node $jdk $runtime $busybox $other_busybox $agnhost; exit;;
  build) log=${2:?file for the log};;
  *) echo "unknown command $1" >&2; exit 2;;
esac

out=$(mktemp -d /var/tmp/k3s-offline.XXXXXX); trap 'rm -rf "$out"' EXIT

install_tools() { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends debootstrap busybox-static; }
make_base() {
  debootstrap --variant=minbase --include=$packages bookworm "$out/rootfs"
  tar -C "$out/rootfs" --exclude=./var/cache/apt --exclude=./var/lib/apt/lists --exclude=./usr/share/doc --exclude=./usr/share/locale -c . | docker import - $base
}
download_modules() { go mod download -x; }
compile() { # -v: the package being compiled is the progress that is shown
  local x=k8s.io/component-base/version minor=${kubernetes#v1.}
  CGO_ENABLED=0 go build -v -trimpath -ldflags "-s -w -X $x.gitVersion=$kubernetes -X $x.gitMajor=1 -X $x.gitMinor=${minor%%.*}" -o "$out/" . ./pause ./agnhost
  mv "$out/k3s-offline" "$out/node"
}
# image NAME FILE...: from a Dockerfile on standard input; the files are what it may copy
image() {
  local name=$1; shift
  mkdir "$out/context"; [ $# = 0 ] || cp "$@" "$out/context/"; cat > "$out/context/Dockerfile"
  docker build -t "$name" --build-arg BASE=$base "$out/context"
  rm -rf "$out/context"
}
make_workloads() {
  cp /bin/busybox "$out/busybox"
  for tag in $busybox $other_busybox; do # the label makes them two images, so that a change of image can be seen
    has $tag || image $tag "$out/busybox" <<D
FROM scratch
LABEL version=${tag#*:}
COPY busybox /bin/busybox
RUN ["/bin/busybox", "mkdir", "-p", "/tmp", "/etc", "/root"]
RUN ["/bin/busybox", "chmod", "1777", "/tmp"]
RUN ["/bin/busybox", "--install", "-s", "/bin"]
CMD ["sh"]
D
  done
  image $agnhost "$out/agnhost" <<D
FROM scratch
COPY agnhost /agnhost
EXPOSE 80 8080 8081 9376 5000
ENTRYPOINT ["/agnhost"]
CMD ["pause"]
D
  image $pause "$out/pause" <<D
FROM scratch
COPY pause /pause
ENTRYPOINT ["/pause"]
D
  docker save $pause $busybox $other_busybox $agnhost -o "$out/images.tar"
}
make_node() {
  local old
  image $node "$out/node" "$out/images.tar" node.sh < Dockerfile
  # earlier inputs' images, but for two (other branches' perhaps); one that a container still uses stays
  for old in $(docker image ls --format '{{.Repository}}:{{.Tag}}' --filter "reference=myworkloads-offline/k3s:*" | tail -n +4); do docker rmi "$old" || true; done
}
make_runtime() { # what a jlink-ed Java needs of a system, and a user who is not root
  image $runtime <<D
ARG BASE
FROM \${BASE} AS base
RUN mkdir -p /new/etc /new/tmp /new/var/tmp /new/home/nonroot /new/usr/lib /new/usr/lib64 \
 && chmod 1777 /new/tmp /new/var/tmp && ln -s usr/lib usr/lib64 /new/ \
 && { dpkg -L libc6 zlib1g; find /etc/ssl/certs /usr/share/zoneinfo/UTC -not -type d; } | grep -v -e /gconv -e /share/doc -e /share/lintian \
  | while read -r f; do [ -d "\$f" ] || echo "\${f#/}"; done | tar -C / -c -T - | tar -C /new -x \
 && cat /etc/ssl/certs/ca-certificates.crt > /new/etc/ssl/certs/ca-certificates.crt \
 && printf 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' > /new/etc/passwd \
 && printf 'root:x:0:\nnonroot:x:65532:\n' > /new/etc/group && echo 'hosts: files dns' > /new/etc/nsswitch.conf \
 && cp /etc/os-release /new/etc/ && chown 65532:65532 /new/home/nonroot
FROM scratch
COPY --from=base /new /
ENV LANG=C.UTF-8 SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
D
}
make_jdk() { # the context is streamed: a JDK is 300 MB; man/ goes along, as jlink checks that every file of its own JDK is there
  printf 'FROM %s\nCOPY . /opt/java/openjdk\nRUN rm /opt/java/openjdk/Dockerfile\nENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8\n' $base > "$out/Dockerfile.jdk"
  tar -C "${JAVA_HOME:?}" --exclude=./src.zip --exclude=./lib/src.zip --exclude=./Dockerfile -h -c . -C "$out" --transform='s,Dockerfile.jdk,Dockerfile,' Dockerfile.jdk | docker build -t $jdk -
}

echo "Building the images of an offline cluster, once (5 to 10 minutes; all output: $log)"
from=$SECONDS
command -v debootstrap >/dev/null && [ -x /bin/busybox ] || step "Debian's debootstrap and busybox" install_tools
! missing $base || step "A minimal Debian with containerd" make_base
! missing $runtime || step "A base for the operator's image" make_runtime
! missing $jdk || step "A JDK image, from $JAVA_HOME" make_jdk
if missing $node || missing $busybox || missing $other_busybox || missing $agnhost; then
  step "Go modules of Kubernetes $kubernetes" download_modules
  step "Kubernetes $kubernetes as one program" compile
  step "Images for Pods" make_workloads
  step "The node image $node" make_node
fi
echo "The offline cluster's images are there, in $((SECONDS - from)) s."
