#!/bin/bash
# Entrypoint of a node, with the container interface of rancher/k3s:
#   server [--tls-san=H] [--node-name=N] [--node-label=K=V] [--node-taint=K=V:EFFECT] [--kubelet-arg=A]
#          [--kube-apiserver-arg=A] [--kube-controller-manager-arg=A] [--kube-scheduler-arg=A] [--disable=X]
#   agent  [--node-name=N] [--node-label=K=V] [--node-taint=K=V:EFFECT] [--kubelet-arg=A]
#          with K3S_URL=https://SERVER:6443 in the environment; both take K3S_TOKEN from there
# It writes /etc/rancher/k3s/k3s.yaml, loads /var/lib/rancher/k3s/agent/images/*.tar, and prints
# "Node controller sync successful" once the node is Ready. Component logs: /var/log/k3s-offline/*.log
# A node that was stopped can be started again: it keeps its objects (etcd) and images, as real k3s does.
set -euo pipefail
role=${1:?server or agent}; shift
trap 'exit 0' TERM INT # PID 1 has no default action for them

ip=$(hostname -i | awk '{print $1}'); name=$(hostname)
sans=(localhost 127.0.0.1 "$ip" "$name"); labels=; taints=; apiserver_args=(); kcm_args=(); scheduler_args=(); kubelet_args=()
for a in "$@"; do case $a in
  --tls-san=*) sans+=("${a#*=}");;
  --node-name=*) name=${a#*=};;
  --node-label=*) labels+=${labels:+,}${a#*=};;
  --node-taint=*) taints+=${taints:+,}${a#*=};;
  --kube-apiserver-arg=*) apiserver_args+=("--${a#*=}");;
  --kube-controller-manager-arg=*) kcm_args+=("--${a#*=}");;
  --kube-scheduler-arg=*) scheduler_args+=("--${a#*=}");;
  --kubelet-arg=*) kubelet_args+=("--${a#*=}");;
  --disable=*) ;; # nothing of what k3s bundles is here
  *) echo "unknown argument $a" >&2; exit 2;;
esac; done

# a bootstrap token, as kubeadm wants it, from any K3S_TOKEN
token=$(printf %s "${K3S_TOKEN:-}" | sha256sum | sed -E 's/^(.{6})(.{16}).*/\1.\2/')
cfg=/etc/kubernetes; pki=$cfg/pki; logs=/var/log/k3s-offline
mkdir -p /etc/rancher/k3s /var/lib/kubelet $pki $logs /etc/cni/net.d /etc/containerd
rm -rf /var/lib/cni/networks # addresses of Pods that did not survive a stop
mount --make-rshared /
[ -s /etc/machine-id ] || tr -d - < /proc/sys/kernel/random/uuid > /etc/machine-id
# cgroup v1: with the host's tree bound in, this node's pods must stay below this container's own cgroup
cgroup=$(awk -F: '$2=="memory"{print $3}' /proc/self/cgroup); [ -n "$cgroup" ] && [ -d "/sys/fs/cgroup/memory$cgroup" ] || cgroup=/

run() { local log=$1; shift; "$@" >> $logs/$log.log 2>&1 & }
until_ok() { local i; for i in $(seq 600); do "$@" >/dev/null 2>&1 && return; sleep .1; done; echo "timed out: $*" >&2; exit 1; }

# restrict_oom_score_adj: for hosts that do not grant CAP_SYS_RESOURCE
cat > /etc/containerd/config.toml <<C
version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "pause:offline"
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
C
run containerd containerd
until_ok ctr version
for t in /images/*.tar /var/lib/rancher/k3s/agent/images/*.tar; do [ -f "$t" ] && ctr -n k8s.io images import "$t" >> $logs/images.log 2>&1; done || true

if [ $role = server ]; then
  # what names this start's address; the CAs and the service account key stay
  rm -f $cfg/*.conf $pki/apiserver.* $pki/etcd/{server,peer}.*
  cat > /tmp/kubeadm.yaml <<C
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint: {advertiseAddress: $ip, bindPort: 6443}
nodeRegistration: {name: $name, criSocket: unix:///run/containerd/containerd.sock}
bootstrapTokens: [{token: $token, ttl: 0s}]
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: $(kubeadm version -o short)
controlPlaneEndpoint: $ip:6443
networking: {podSubnet: 10.42.0.0/16, serviceSubnet: 10.43.0.0/16}
apiServer: {certSANs: [$(IFS=,; echo "${sans[*]}")]}
C
  adm() { kubeadm "$@" --config /tmp/kubeadm.yaml >> $logs/kubeadm.log 2>&1; }
  adm init phase certs all; adm init phase kubeconfig all
  kubeadm kubeconfig user --client-name=system:kube-proxy --config /tmp/kubeadm.yaml > $cfg/kube-proxy.conf 2>> $logs/kubeadm.log
  run etcd etcd --data-dir /var/lib/etcd --unsafe-no-fsync --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379
  run kube-apiserver kube-apiserver --advertise-address=$ip --secure-port=6443 --etcd-servers=http://127.0.0.1:2379 --allow-privileged=true \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --enable-bootstrap-token-auth=true --service-cluster-ip-range=10.43.0.0/16 \
    --client-ca-file=$pki/ca.crt --tls-cert-file=$pki/apiserver.crt --tls-private-key-file=$pki/apiserver.key \
    --kubelet-client-certificate=$pki/apiserver-kubelet-client.crt --kubelet-client-key=$pki/apiserver-kubelet-client.key --kubelet-preferred-address-types=InternalIP \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local --service-account-key-file=$pki/sa.pub --service-account-signing-key-file=$pki/sa.key \
    --requestheader-client-ca-file=$pki/front-proxy-ca.crt --requestheader-allowed-names=front-proxy-client --proxy-client-cert-file=$pki/front-proxy-client.crt --proxy-client-key-file=$pki/front-proxy-client.key \
    --requestheader-extra-headers-prefix=X-Remote-Extra- --requestheader-group-headers=X-Remote-Group --requestheader-username-headers=X-Remote-User ${apiserver_args[@]+"${apiserver_args[@]}"}
  root="kubectl --kubeconfig $cfg/super-admin.conf"
  put() { $root "$@" --dry-run=client -o yaml | $root apply -f - >> $logs/kubeadm.log 2>&1; }
  until_ok $root get --raw /readyz
  put create clusterrolebinding kubeadm:cluster-admins --clusterrole=cluster-admin --group=kubeadm:cluster-admins
  put create clusterrolebinding node-proxier --clusterrole=system:node-proxier --user=system:kube-proxy
  put -n kube-system create secret generic agent-files --from-file=$cfg/kube-proxy.conf --from-file=$pki/ca.crt
  put -n kube-system create role agent-files --verb=get --resource=secrets --resource-name=agent-files
  put -n kube-system create rolebinding agent-files --role=agent-files --group=system:bootstrappers:kubeadm:default-node-token
  for c in controller-manager scheduler; do auth="--kubeconfig=$cfg/$c.conf --authentication-kubeconfig=$cfg/$c.conf --authorization-kubeconfig=$cfg/$c.conf"
    case $c in
      controller-manager) run kube-$c kube-$c $auth --controllers='*,bootstrapsigner,tokencleaner' --use-service-account-credentials=true --allocate-node-cidrs=true \
        --cluster-cidr=10.42.0.0/16 --service-cluster-ip-range=10.43.0.0/16 --root-ca-file=$pki/ca.crt --cluster-signing-cert-file=$pki/ca.crt --cluster-signing-key-file=$pki/ca.key \
        --service-account-private-key-file=$pki/sa.key --client-ca-file=$pki/ca.crt --requestheader-client-ca-file=$pki/front-proxy-ca.crt ${kcm_args[@]+"${kcm_args[@]}"};;
      scheduler) run kube-$c kube-$c $auth ${scheduler_args[@]+"${scheduler_args[@]}"};;
    esac; done
  adm init phase upload-config all || true # its last part wants the node, which is not there yet
  adm init phase bootstrap-token
  sed "s#https://$ip:6443#https://127.0.0.1:6443#; s#kubernetes-admin@kubernetes#default#; s#kubernetes-admin#default#; s#\(name\|cluster\): kubernetes#\1: default#" $cfg/admin.conf > /etc/rancher/k3s/k3s.yaml
  bootstrap=()
else
  cat > $cfg/bootstrap.conf <<C
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: "${K3S_URL:?}", insecure-skip-tls-verify: true}}]
users: [{name: u, user: {token: $token}}]
contexts: [{name: x, context: {cluster: c, user: u}}]
current-context: x
C
  files() { kubectl --kubeconfig $cfg/bootstrap.conf -n kube-system get secret agent-files -o "jsonpath={.data.$1}" | base64 -d; }
  until_ok files ca\\.crt
  files ca\\.crt > $pki/ca.crt; files kube-proxy\\.conf > $cfg/kube-proxy.conf
  bootstrap=(--bootstrap-kubeconfig=$cfg/bootstrap.conf)
fi

cat > /var/lib/kubelet/config.yaml <<C
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
failCgroupV1: false
cgroupDriver: cgroupfs
cgroupRoot: $cgroup
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
authentication: {anonymous: {enabled: false}, webhook: {enabled: false}, x509: {clientCAFile: $pki/ca.crt}}
authorization: {mode: AlwaysAllow}
failSwapOn: false
imageGCHighThresholdPercent: 100
evictionHard: {nodefs.available: "0%", imagefs.available: "0%", nodefs.inodesFree: "0%"}
clusterDomain: cluster.local
maxPods: 250
C
run kubelet kubelet --config /var/lib/kubelet/config.yaml --kubeconfig $cfg/kubelet.conf ${bootstrap[@]+"${bootstrap[@]}"} --hostname-override=$name --node-ip=$ip \
  --node-labels=$labels --register-with-taints=$taints ${kubelet_args[@]+"${kubelet_args[@]}"}
proxy="kubectl --kubeconfig $cfg/kube-proxy.conf"
cidr() { $proxy get node $name -o jsonpath='{.spec.podCIDR}' | grep .; }
until_ok cidr
cat > /etc/cni/net.d/10-bridge.conflist <<C
{"cniVersion":"0.4.0","name":"pods","plugins":[
 {"type":"bridge","bridge":"cni0","isGateway":true,"ipMasq":true,"hairpinMode":true,"ipam":{"type":"host-local","ranges":[[{"subnet":"$(cidr)"}]],"routes":[{"dst":"0.0.0.0/0"}]}},
 {"type":"portmap","capabilities":{"portMappings":true}}]}
C
run kube-proxy kube-proxy --kubeconfig=$cfg/kube-proxy.conf --hostname-override=$name --cluster-cidr=10.42.0.0/16 --conntrack-max-per-core=0 --conntrack-tcp-timeout-established=0s --conntrack-tcp-timeout-close-wait=0s
routes() { # to the pods of the other nodes; those that KWOK plays have none
  while :; do
    $proxy get nodes -l type!=kwok -o jsonpath='{range .items[*]}{.metadata.name} {.spec.podCIDR} {.status.addresses[?(@.type=="InternalIP")].address}{"\n"}{end}' |
      while read -r n c a; do [ "$n" = "$name" ] || [ -z "$a" ] || ip route replace "$c" via "$a" || true; done
    sleep 5
  done
}
set +e; routes 2> $logs/routes.log & set -e
ready() { $proxy get node $name | grep -q ' Ready'; }
until_ok ready
echo 'level=info msg="Node controller sync successful"'
wait -n # a node dies with its first component
