"""Checks of the rendered chart and of its values' schema. Usage: check.py CHART RENDER; RENDER is the program of render.go."""
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema
import yaml

chart, render = pathlib.Path(sys.argv[1]), sys.argv[2]
schema = json.loads((chart / "values.schema.json").read_text())
defaults = yaml.safe_load((chart / "values.yaml").read_text())
passed, failed = 0, 0


def check(what, good):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"    FAILED: {what}")


def merged(base, over):
    if not (isinstance(base, dict) and isinstance(over, dict)):
        return over
    return {key: merged(base[key], over[key]) if key in base and key in over else over.get(key, base.get(key)) for key in {**base, **over}}


def objects(values):
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        yaml.safe_dump(values, file)
        file.flush()
        text = subprocess.run([render, str(chart), "csi", "kube-system", file.name], check=True, capture_output=True, text=True).stdout
    return [item for item in yaml.safe_load_all(text) if item]


def find(items, kind, name):
    found = [item for item in items if item["kind"] == kind and item["metadata"]["name"] == name]
    return found[0] if len(found) == 1 else None


def is_valid(values):
    try:
        jsonschema.validate(merged(defaults, values), schema)
        return True
    except jsonschema.ValidationError:
        return False


jsonschema.Draft7Validator.check_schema(schema)
for what, values, expected in [
    ("the defaults", {}, True),
    ("FIPS", {"fips": True}, True),
    ("FIPS twice", {"image": {"tag": "2-fips"}}, False),
    ("an unknown key", {"nodes": {}}, False),
    ("an unknown key of the node", {"node": {"image": "x"}}, False),
    ("a port out of range", {"node": {"healthPort": 70000}}, False),
    ("a relative kubelet path", {"node": {"kubeletPath": "var/lib/kubelet"}}, False),
    ("a driver without a plugin", {"drivers": {"x.example": {"enabled": True}}}, False),
    ("a driver of a third party", {"drivers": {"disks.acme.example": {"enabled": True, "plugin": "acme-disks", "csiDriver": {"attachRequired": False}}}}, True),
    ("a driver's name in capitals", {"drivers": {"Disks": {"enabled": True, "plugin": "x"}}}, False),
]:
    check(f"schema: {what} should be {'valid' if expected else 'refused'}", is_valid(values) == expected)

variants = {
    "defaults": {},
    "fips": {"fips": True},
    "both": {"drivers": {"s3.csi.aws.com": {"enabled": True}}},
    "s3 only": {"drivers": {"efs.csi.aws.com": {"enabled": False}, "s3.csi.aws.com": {"enabled": True}}},
    "everything": {
        "fips": True, "serviceMonitor": {"enabled": True}, "dashboards": {"enabled": True}, "imagePullSecrets": [{"name": "pull"}],
        "node": {"kubeletPath": "/k0s/kubelet", "serviceAccountAnnotations": {"eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/r"}},
        "drivers": {"s3.csi.aws.com": {"enabled": True}, "efs.csi.aws.com": {"config": {"VolMetricsOptIn": True}}}, "controller": {"replicas": 1},
    },
}
for name, values in variants.items():
    items = objects(values)
    names = [(item["apiVersion"], item["kind"], item["metadata"].get("namespace"), item["metadata"]["name"]) for item in items]
    check(f"{name}: no object twice", len(names) == len(set(names)))
    check(f"{name}: every object has its labels", all(item["metadata"]["labels"]["app.kubernetes.io/instance"] == "csi" for item in items))
    pods = [item["spec"]["template"]["spec"] for item in items if item["kind"] in ("DaemonSet", "Deployment")]
    for pod in pods:
        volumes = {volume["name"] for volume in pod["volumes"]}
        for container in pod["containers"]:
            check(f"{name}: {container['name']} mounts what there is", {mount["name"] for mount in container["volumeMounts"]} <= volumes)
            paths = [mount["mountPath"] for mount in container["volumeMounts"]]
            check(f"{name}: {container['name']} mounts each path once", len(paths) == len(set(paths)))
            check(f"{name}: {container['name']} has a read-only root", container["securityContext"]["readOnlyRootFilesystem"])
    for item in items:
        if item["kind"] in ("DaemonSet", "Deployment"):
            check(f"{name}: the selector finds its pods", item["spec"]["selector"]["matchLabels"].items() <= item["spec"]["template"]["metadata"]["labels"].items())
            config = find(items, "ConfigMap", item["metadata"]["name"])
            host = json.loads(config["data"]["host.json"])
            check(f"{name}: mode", host["Host"]["Mode"] == ("node" if item["kind"] == "DaemonSet" else "controller"))
            for driver, entry in host["Drivers"].items():
                socket = entry["Endpoint"].removeprefix("unix://")
                main = item["spec"]["template"]["spec"]["containers"][0]
                check(f"{name}: the socket of {driver} lies in a volume", any(mount["mountPath"] == socket.removesuffix("/csi.sock") for mount in main["volumeMounts"]))
                check(f"{name}: the socket's path is short enough", len(socket) <= 107)
    accounts = {item["metadata"]["name"] for item in items if item["kind"] == "ServiceAccount"}
    check(f"{name}: accounts exist", {pod["serviceAccountName"] for pod in pods} <= accounts)
    roles = {(item["kind"], item["metadata"]["name"]) for item in items if item["kind"] in ("Role", "ClusterRole")}
    check(f"{name}: bound roles exist", all((item["roleRef"]["kind"], item["roleRef"]["name"]) in roles for item in items if "roleRef" in item))

items = objects({})
node, controller = find(items, "DaemonSet", "csi-node"), find(items, "Deployment", "csi-controller")
check("nodes run one container", len(node["spec"]["template"]["spec"]["containers"]) == 1)
check("the node registers itself", json.loads(find(items, "ConfigMap", "csi-node")["data"]["host.json"])["Host"]["RegistrationDirectory"] == "/var/lib/kubelet/plugins_registry")
check("the node may mount for others", any(mount.get("mountPropagation") == "Bidirectional" for mount in node["spec"]["template"]["spec"]["containers"][0]["volumeMounts"]))
check("the controller is nobody", controller["spec"]["template"]["spec"]["securityContext"]["runAsUser"] == 65532)
check("one provisioner a driver", [c["name"] for c in controller["spec"]["template"]["spec"]["containers"]] == ["csi-host", "efs-csi-aws-com-provisioner"])
check("a budget for disruptions", find(items, "PodDisruptionBudget", "csi-controller") is not None)
check("no budget for one replica", find(objects({"controller": {"replicas": 1}}), "PodDisruptionBudget", "csi-controller") is None)
check("a network policy", find(items, "NetworkPolicy", "csi-controller") is not None)
check("drivers that are off have no object", find(items, "CSIDriver", "s3.csi.aws.com") is None and find(items, "CSIDriver", "efs.csi.aws.com") is not None)
check("S3 alone has no CSI controller", find(objects(variants["s3 only"]), "Deployment", "csi-controller") is None)
fips = find(objects({"fips": True}), "DaemonSet", "csi-node")["spec"]["template"]["spec"]["containers"][0]
check("FIPS is a tag", fips["image"] == "registry.example/csi-host-all:2-fips")
check("FIPS asks for FIPS endpoints", {"name": "AWS_USE_FIPS_ENDPOINT", "value": "true"} in fips["env"])
every = objects(variants["everything"])
monitor = find(every, "ServiceMonitor", "csi")
check("a monitor finds its services", sum(1 for item in every if item["kind"] == "Service") == 2 and monitor["spec"]["endpoints"][0]["port"] == "metrics")
dashboard = json.loads(find(every, "ConfigMap", "csi-dashboards")["data"]["csi-host.json"])
check("a dashboard", len({panel["id"] for panel in dashboard["panels"]}) == len(dashboard["panels"]) == 5)
check("a changed configuration restarts pods", find(every, "DaemonSet", "csi-node")["spec"]["template"]["metadata"]["annotations"] != node["spec"]["template"]["metadata"]["annotations"])
check("the plugin's section is the driver's", json.loads(find(every, "ConfigMap", "csi-node")["data"]["host.json"])["Plugins"] == {"aws-efs": {"VolMetricsOptIn": True}})

for path in sorted((chart.parent / "values").glob("*.yaml")):
    check(f"{path.name} changes the image alone", list(yaml.safe_load(path.read_text())) == ["image"])
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
