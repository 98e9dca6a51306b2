{{/* Names and labels. A component is a service, a worker class, the gateway or the migration. */}}

{{- define "madrigal.name" -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "madrigal.componentName" -}}
{{ include "madrigal.name" .root }}-{{ .component }}
{{- end -}}

{{- define "madrigal.selector" -}}
app.kubernetes.io/name: madrigal
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "madrigal.labels" -}}
{{ include "madrigal.selector" . }}
app.kubernetes.io/version: {{ .root.Values.image.tag | default .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* repository@digest where a digest is known, so that a moved tag changes nothing. */}}
{{- define "madrigal.image" -}}
{{- with .image -}}
{{- if .digest -}}{{ .repository }}@{{ .digest }}{{- else -}}{{ .repository }}:{{ .tag | default $.fallback }}{{- end -}}
{{- end -}}
{{- end -}}

{{- define "madrigal.secretName" -}}
{{- if .Values.secrets.existing -}}{{ .Values.secrets.existing }}{{- else -}}{{ include "madrigal.name" . }}-secrets{{- end -}}
{{- end -}}

{{/* Secrets of every process but edges, parted by spaces: none starts without those of the engines it is told to use. */}}
{{- define "madrigal.engineSecrets" -}}
DATABASE_URL DATABASE_PASSWORD DATABASE_REPLICA_URL MONGODB_URL REDIS_URL SMTP_URL {{ include "madrigal.keys" . }} {{ include "madrigal.watchSecrets" . }}
{{- end -}}

{{/* Keys of buckets, queues and tables. */}}
{{- define "madrigal.keys" -}}
S3_ACCESS_KEY_ID S3_SECRET_ACCESS_KEY SQS_ACCESS_KEY_ID SQS_SECRET_ACCESS_KEY DYNAMODB_ACCESS_KEY_ID DYNAMODB_SECRET_ACCESS_KEY
{{- end -}}

{{/* What figures and traces take. */}}
{{- define "madrigal.watchSecrets" -}}
METRICS_TOKEN OTEL_EXPORTER_OTLP_HEADERS
{{- end -}}

{{- define "madrigal.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (ternary (include "madrigal.name" .) "default" .Values.serviceAccount.create) -}}
{{- end -}}

{{- define "madrigal.migrateAccountName" -}}
{{- include "madrigal.serviceAccountName" . }}{{ if .Values.serviceAccount.create }}-migrate{{ end -}}
{{- end -}}

{{- define "madrigal.host" -}}
{{- $url := urlParse (required "publicUrl is required, such as https://music.example" .Values.publicUrl) -}}
{{- $url.hostname -}}
{{- end -}}

{{/* What a pod takes at most to end: requests under way get up to five seconds between the delay and the grace, and jobs
     are given back after it. */}}
{{- define "madrigal.patienceSeconds" -}}
{{- add .Values.shutdown.delaySeconds .Values.shutdown.graceSeconds 15 -}}
{{- end -}}

{{/* What may run as a pod here: not root, nothing to write but scratch folders, no capability. */}}
{{- define "madrigal.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "madrigal.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end -}}

{{/* Settings of one process of ours. */}}
{{- define "madrigal.env" -}}
{{- $root := .root -}}
- name: SHAPE
  value: kubernetes
- name: SERVICES
  value: {{ .services | quote }}
- name: PUBLIC_URL
  value: {{ $root.Values.publicUrl | quote }}
- name: HOST
  value: "0.0.0.0"
- name: PORT
  value: "4680"
- name: DATA_DIR
  value: /data
- name: JWKS_URL
  value: http://{{ include "madrigal.name" $root }}-user:4680/api/auth/jwks
- name: SHUTDOWN_DELAY_SECONDS
  value: {{ $root.Values.shutdown.delaySeconds | quote }}
- name: SHUTDOWN_GRACE_SECONDS
  value: {{ $root.Values.shutdown.graceSeconds | quote }}
{{- /* An edge is told what it needs and nothing else. */}}
{{- range $name, $value := $root.Values.settings }}
{{- if or (ne $.component "edge") (regexMatch "^(BLOBS|S3_|EDGE_|LOG|OTEL_|TRUST_PROXY)" $name) }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "madrigal.spread" -}}
{{- if .root.Values.topologySpread.enabled }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: {{ .root.Values.topologySpread.topologyKey }}
    whenUnsatisfiable: {{ .root.Values.topologySpread.whenUnsatisfiable }}
    labelSelector:
      matchLabels:
        {{- include "madrigal.selector" . | nindent 8 }}
{{- end }}
{{- with .root.Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
