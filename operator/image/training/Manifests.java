import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** What users apply; name, namespace and generation come of the path that it is put at. */
final class Manifests {
  private Manifests() {}

  static ObjectNode node() throws IOException {
    return Json.read(
        """
        {"apiVersion": "v1", "kind": "Node", "metadata": {"labels": {"disk": "ssd"}}, "spec": {},
         "status": {"conditions": [{"type": "Ready", "status": "True"}]}}
        """);
  }

  static ObjectNode pod(String app) throws IOException {
    return Json.read(
        """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"namespace": "training", "labels": {"app": "%s"}},
         "spec": {"containers": [{"name": "main", "image": "busybox"}]}}
        """
            .formatted(app));
  }

  static ObjectNode replicaSet(String app, int replicas) throws IOException {
    return Json.read(
        """
        {"apiVersion": "myworkloads.io/v1", "kind": "MyReplicaSet", "metadata": {"namespace": "training"},
         "spec": {"replicas": %2$d, "selector": {"matchLabels": {"app": "%1$s"}},
           "template": {"metadata": {"labels": {"app": "%1$s"}},
             "spec": {"containers": [{"name": "main", "image": "busybox", "env": [{"name": "A", "value": "b"}],
               "ports": [{"containerPort": 8080, "protocol": "TCP"}],
               "resources": {"requests": {"cpu": "1m"}, "limits": {"memory": "16Mi"}},
               "livenessProbe": {"httpGet": {"path": "/", "port": 8080}, "periodSeconds": 10},
               "readinessProbe": {"tcpSocket": {"port": "http"}},
               "startupProbe": {"exec": {"command": ["true"]}}}]}}}}
        """
            .formatted(app, replicas));
  }

  static ObjectNode daemonSet(String app) throws IOException {
    return Json.read(
        """
        {"apiVersion": "myworkloads.io/v1", "kind": "MyDaemonSet", "metadata": {"namespace": "training"},
         "spec": {"selector": {"matchLabels": {"app": "%1$s"}},
           "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": "20%%"}},
           "template": {"metadata": {"labels": {"app": "%1$s"}},
             "spec": {"nodeSelector": {"disk": "ssd"}, "tolerations": [{"operator": "Exists"}],
               "containers": [{"name": "main", "image": "busybox"}]}}}}
        """
            .formatted(app));
  }

  static ObjectNode job(String app, int completions) throws IOException {
    return Json.read(
        """
        {"apiVersion": "myworkloads.io/v1", "kind": "MyJob", "metadata": {"namespace": "training"},
         "spec": {"completions": %2$d, "parallelism": 10, "completionMode": "NonIndexed",
           "template": {"metadata": {"labels": {"app": "%1$s"}},
             "spec": {"restartPolicy": "Never", "containers": [{"name": "main", "image": "busybox", "command": ["true"]}]}}}}
        """
            .formatted(app, completions));
  }

  /** It is due every second. */
  static ObjectNode cronJob(String app) throws IOException {
    return Json.read(
        """
        {"apiVersion": "myworkloads.io/v1", "kind": "MyCronJob", "metadata": {"namespace": "training"},
         "spec": {"schedule": "* * * * * *", "timeZone": "Europe/Rome", "concurrencyPolicy": "Forbid",
           "successfulJobsHistoryLimit": 1, "failedJobsHistoryLimit": 1,
           "jobTemplate": {"metadata": {"labels": {"app": "%1$s"}, "annotations": {"team": "blue"}},
             "spec": {"completions": 2, "parallelism": 2,
               "template": {"metadata": {"labels": {"app": "%1$s"}},
                 "spec": {"restartPolicy": "Never", "containers": [{"name": "main", "image": "busybox", "command": ["true"]}]}}}}}}
        """
            .formatted(app));
  }
}
