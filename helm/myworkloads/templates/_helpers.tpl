{{- define "myworkloads.name" -}}
{{- .Values.nameOverride | default .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "myworkloads.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "myworkloads.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "myworkloads.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "myworkloads.fullname" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{- define "myworkloads.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{- define "myworkloads.selectorLabels" -}}
app.kubernetes.io/name: {{ include "myworkloads.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "myworkloads.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "myworkloads.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{/* What the operator does, verb by verb; a verb that its code does not use is not here. */}}
{{- define "myworkloads.rules" -}}
{{- $kinds := (include "myworkloads.kinds" . | fromJson).plurals -}}
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch, create, delete, patch]
- apiGroups: [""]
  resources: [events]
  verbs: [create, patch]
- apiGroups: [myworkloads.io]
  resources:
    {{- range $kinds }}
    - {{ . }}
    {{- end }}
  verbs: [get, list, watch]
- apiGroups: [myworkloads.io]
  resources:
    {{- range $kinds }}
    - {{ . }}/status
    {{- end }}
  verbs: [patch]
# a rollback puts an old template into the spec
- apiGroups: [myworkloads.io]
  resources: [mydaemonsets]
  verbs: [patch]
# a MyCronJob's runs, and spec.ttlSecondsAfterFinished of any
- apiGroups: [myworkloads.io]
  resources: [myjobs]
  verbs: [create, delete, patch]
- apiGroups: [apps]
  resources: [controllerrevisions]
  verbs: [get, list, watch, create, delete, patch]
# asked for by the admission plugin OwnerReferencesPermissionEnforcement: the Pods' owner references block the deletion of their owner
- apiGroups: [myworkloads.io]
  resources:
    {{- range $kinds }}
    - {{ . }}/finalizers
    {{- end }}
  verbs: [update]
{{- end -}}

{{/* What it does outside of namespaces: MyDaemonSet's Pods go by nodes. */}}
{{- define "myworkloads.clusterRules" -}}
- apiGroups: [""]
  resources: [nodes]
  verbs: [list, watch]
{{- end -}}

{{/* The plural names of the kinds, from the CRDs: a JSON object, as a named template can only return text. */}}
{{- define "myworkloads.kinds" -}}
{{- $kinds := list -}}
{{- range $path, $_ := .Files.Glob "files/crds/*.yaml" -}}
{{- $crd := $.Files.Get $path | fromYaml -}}
{{- $kinds = append $kinds $crd.spec.names.plural -}}
{{- end -}}
{{- dict "plurals" $kinds | toJson -}}
{{- end -}}
