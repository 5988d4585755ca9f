{{- define "passo.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "passo.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | quote }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{ include "passo.selector" . }}
{{- end -}}

{{- define "passo.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "passo.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "passo.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "passo.image" -}}
{{- $tag := default .root.Chart.AppVersion .root.Values.image.tag -}}
{{- if .root.Values.image.registry -}}
{{- printf "%s/%s:%s" .root.Values.image.registry .repository $tag -}}
{{- else -}}
{{- printf "%s:%s" .repository $tag -}}
{{- end -}}
{{- end -}}

{{/* Values that must be given, with what to do in the message. */}}
{{- define "passo.required" -}}
{{- $_ := required "kafka.bootstrapServers is required: host:port of your Kafka (4.2 or newer)" .Values.kafka.bootstrapServers -}}
{{- if not .Values.redis.existingSecret -}}
{{- $_ := required "redis.url (or redis.existingSecret with a URL) is required, for example redis://redis:6379" .Values.redis.url -}}
{{- end -}}
{{- $_ := required "postgresql.url is required, for example postgresql://postgres:5432/passo" .Values.postgresql.url -}}
{{- $_ := required "postgresql.existingSecret is required: a secret with the keys username and password" .Values.postgresql.existingSecret -}}
{{- $_ := required "auth.existingSecret is required: kubectl create secret generic passo-auth --from-literal=cluster-secret=$(openssl rand -hex 32) --from-literal=worker-secret=$(openssl rand -hex 32)" .Values.auth.existingSecret -}}
{{- end -}}

{{/* Environment of every service. */}}
{{- define "passo.commonEnv" -}}
- name: KAFKA_BOOTSTRAP_SERVERS
  value: {{ .Values.kafka.bootstrapServers | quote }}
- name: PASSO_INSTANCE_ID
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: PASSO_HTTP_HOST
  value: "0.0.0.0"
- name: PASSO_HTTP_PORT
  value: "8080"
- name: PASSO_PROFILE
  value: strict
- name: PASSO_PARTITIONS
  value: {{ .Values.partitions | quote }}
- name: AWS_REGION
  value: {{ .Values.region | quote }}
- name: PASSO_WORKER_SECRET
  valueFrom:
    secretKeyRef:
      name: {{ .Values.auth.existingSecret }}
      key: {{ .Values.auth.workerSecretKey }}
{{- end -}}

{{/* Pod template parts shared by all components: {root, component, settings, env}. */}}
{{- define "passo.pod" -}}
metadata:
  labels:
    {{- include "passo.labels" . | nindent 4 }}
  {{- with .settings.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ include "passo.serviceAccountName" .root }}
  automountServiceAccountToken: false
  terminationGracePeriodSeconds: {{ .settings.terminationGracePeriodSeconds }}
  {{- with .root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    seccompProfile:
      type: RuntimeDefault
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "passo.selector" . | nindent 10 }}
  containers:
    - name: {{ .container }}
      image: {{ include "passo.image" (dict "root" .root "repository" .settings.repository) | quote }}
      imagePullPolicy: {{ .root.Values.image.pullPolicy }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
      ports:
        - name: http
          containerPort: 8080
          protocol: TCP
      env:
        {{- include "passo.commonEnv" .root | nindent 8 }}
        {{- with .env }}
        {{- . | nindent 8 }}
        {{- end }}
        {{- with .settings.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      # Waiting for Kafka, Redis and PostgreSQL and migrating may take its time.
      startupProbe:
        httpGet: {path: /q/health/started, port: http}
        periodSeconds: 3
        failureThreshold: 100
      livenessProbe:
        httpGet: {path: /q/health/live, port: http}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: {path: /q/health/ready, port: http}
        periodSeconds: 5
        timeoutSeconds: 5
      resources:
        {{- toYaml .settings.resources | nindent 8 }}
      volumeMounts:
        - name: tmp
          mountPath: /tmp
        {{- with .settings.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
  volumes:
    - name: tmp
      emptyDir: {}
    {{- with .settings.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .settings.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .settings.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* A Deployment: {root, component, container, settings, env}. */}}
{{- define "passo.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "passo.fullname" .root }}-{{ .component }}
  labels:
    {{- include "passo.labels" . | nindent 4 }}
spec:
  replicas: {{ .settings.replicas }}
  selector:
    matchLabels:
      {{- include "passo.selector" . | nindent 6 }}
  template:
    {{- include "passo.pod" . | nindent 4 }}
{{- end -}}

{{/* A PodDisruptionBudget where two or more replicas run. */}}
{{- define "passo.pdb" -}}
{{- if and .root.Values.podDisruptionBudget.enabled (gt (int .settings.replicas) 1) }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "passo.fullname" .root }}-{{ .component }}
  labels:
    {{- include "passo.labels" . | nindent 4 }}
spec:
  minAvailable: 1
  selector:
    matchLabels:
      {{- include "passo.selector" . | nindent 6 }}
{{- end }}
{{- end -}}
