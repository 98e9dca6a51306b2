{{/* One process of ours as a pod: dict root component services secrets key (private|public|"") workers concurrency resources scratch */}}

{{- define "madrigal.secretEnv" -}}
{{- $root := .root -}}
{{- range .secrets }}
- name: {{ . }}
  valueFrom:
    secretKeyRef: { name: {{ include "madrigal.secretName" $root }}, key: {{ . }}, optional: true }
{{- end }}
{{- if eq .key "private" }}
- name: EDGE_SIGNING_KEY_FILE
  value: /secrets/edge-private.pem
{{- end }}
{{- if .key }}
- name: EDGE_PUBLIC_KEY_FILE
  value: /secrets/edge-public.pem
{{- end }}
{{- end -}}

{{- define "madrigal.pod" -}}
{{- $root := .root -}}
metadata:
  labels:
    {{- include "madrigal.selector" . | nindent 4 }}
    madrigal/metrics: "true"
  annotations:
    {{- /* A change of settings rolls the pods. */}}
    checksum/settings: {{ toJson $root.Values.settings | sha256sum }}
spec:
  serviceAccountName: {{ include "madrigal.serviceAccountName" $root }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with $root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  terminationGracePeriodSeconds: {{ include "madrigal.patienceSeconds" $root }}
  securityContext:
    {{- include "madrigal.podSecurity" . | nindent 4 }}
  {{- include "madrigal.spread" . | nindent 2 }}
  containers:
    - name: {{ .component }}
      image: {{ include "madrigal.image" (dict "image" $root.Values.image "fallback" $root.Chart.AppVersion) }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      securityContext:
        {{- include "madrigal.containerSecurity" . | nindent 8 }}
      env:
        {{- include "madrigal.env" . | nindent 8 }}
        {{- include "madrigal.secretEnv" . | nindent 8 }}
        {{- with .workers }}
        - name: WORKERS
          value: {{ . | quote }}
        {{- end }}
        {{- with .concurrency }}
        - name: WORKER_CONCURRENCY
          value: {{ . | quote }}
        {{- end }}
      ports:
        - { name: http, containerPort: 4680 }
      startupProbe:
        httpGet: { path: /health/live, port: http }
        periodSeconds: 2
        failureThreshold: 60
      livenessProbe:
        httpGet: { path: /health/live, port: http }
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: { path: /health/ready, port: http }
        periodSeconds: 5
        timeoutSeconds: 3
        failureThreshold: 2
      resources:
        {{- toYaml .resources | nindent 8 }}
      volumeMounts:
        - { name: scratch, mountPath: /data }
        - { name: scratch, mountPath: /tmp, subPath: system-tmp }
        {{- if .key }}
        - { name: secrets, mountPath: /secrets, readOnly: true }
        {{- end }}
  volumes:
    - name: scratch
      emptyDir: { sizeLimit: {{ .scratch }} }
    {{- if .key }}
    - name: secrets
      secret:
        secretName: {{ include "madrigal.secretName" $root }}
        defaultMode: 288
        items:
          - { key: edge-public.pem, path: edge-public.pem }
          {{- if eq .key "private" }}
          - { key: edge-private.pem, path: edge-private.pem }
          {{- end }}
    {{- end }}
{{- end -}}

{{/* A Deployment of `madrigal.pod`. Rolls without a gap: a new pod is ready before an old one goes. */}}
{{- define "madrigal.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "madrigal.componentName" . }}
  labels:
    {{- include "madrigal.labels" . | nindent 4 }}
spec:
  {{- if not .scales }}
  replicas: {{ .replicas }}
  {{- end }}
  revisionHistoryLimit: 5
  strategy:
    type: RollingUpdate
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }
  selector:
    matchLabels:
      {{- include "madrigal.selector" . | nindent 6 }}
  template:
    {{- .pod | nindent 4 }}
{{- end -}}

{{- define "madrigal.autoscaler" -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ include "madrigal.componentName" . }}
  labels:
    {{- include "madrigal.labels" . | nindent 4 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "madrigal.componentName" . }}
  minReplicas: {{ .autoscaling.minReplicas }}
  maxReplicas: {{ .autoscaling.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: { type: Utilization, averageUtilization: {{ .autoscaling.cpuPercent }} }
    - type: Resource
      resource:
        name: memory
        target: { type: Utilization, averageUtilization: {{ .autoscaling.memoryPercent }} }
  behavior:
    scaleDown:
      stabilizationWindowSeconds: 300
{{- end -}}

{{- define "madrigal.disruptionBudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "madrigal.componentName" . }}
  labels:
    {{- include "madrigal.labels" . | nindent 4 }}
spec:
  maxUnavailable: {{ .root.Values.podDisruptionBudget.maxUnavailable }}
  selector:
    matchLabels:
      {{- include "madrigal.selector" . | nindent 6 }}
{{- end -}}

{{- define "madrigal.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "madrigal.componentName" . }}
  labels:
    {{- include "madrigal.labels" . | nindent 4 }}
spec:
  type: ClusterIP
  selector:
    {{- include "madrigal.selector" . | nindent 4 }}
  ports:
    - { name: http, port: {{ .port }}, targetPort: http }
{{- end -}}
