{{- define "csi-host.labels" -}}
app.kubernetes.io/name: csi-host
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}

{{- define "csi-host.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag }}{{ if .Values.fips }}-fips{{ end }}
{{- end }}

{{/* The names of the enabled drivers that have a controller, joined by spaces: empty means that there is no controller to run. */}}
{{- define "csi-host.controllers" -}}
{{- range $name, $driver := .Values.drivers }}{{ if and $driver.enabled $driver.controller }}{{ $name }} {{ end }}{{ end -}}
{{- end }}
