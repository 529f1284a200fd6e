"""Calls the host with Debian's python3-grpcio: client.py SOCKET STUBS AUTHORITY..., where '-' leaves the authority to the client.

Prints 'ok AUTHORITY CASE' for each case and exits with 1 when one went wrong.
"""
import sys

socket, stubs, authorities = sys.argv[1], sys.argv[2], sys.argv[3:]
sys.path.insert(0, stubs)

import grpc
import csi_pb2 as csi
import csi_pb2_grpc as services

MESSAGE = "größe 卷 100%\n💾"
failed = False


def check(authority, name, good, seen):
    global failed
    failed = failed or not good
    print("ok" if good else "NOT OK", authority, name, "" if good else repr(seen), flush=True)


def fails(call, request, timeout=20):
    try:
        call(request, timeout=timeout)
        return None, None
    except grpc.RpcError as error:
        return error.code(), error.details()


for authority in authorities:
    options = [] if authority == "-" else [("grpc.default_authority", authority)]
    with grpc.insecure_channel("unix://" + socket, options=options) as channel:
        identity = services.IdentityStub(channel)
        reply = identity.Probe(csi.ProbeRequest(), timeout=20)
        check(authority, "probe", reply.ready.value, reply)
        seen = fails(identity.GetPluginInfo, csi.GetPluginInfoRequest())
        check(authority, "error", seen == (grpc.StatusCode.NOT_FOUND, MESSAGE), seen)
        seen = fails(services.NodeStub(channel).NodeGetInfo, csi.NodeGetInfoRequest())
        check(authority, "unknown method", seen[0] == grpc.StatusCode.UNIMPLEMENTED, seen)
        seen = fails(identity.GetPluginCapabilities, csi.GetPluginCapabilitiesRequest(), timeout=0.2)
        check(authority, "deadline", seen[0] == grpc.StatusCode.DEADLINE_EXCEEDED, seen)
        token = "t" * 3_000_000
        reply = services.ControllerStub(channel).ListVolumes(csi.ListVolumesRequest(starting_token=token), timeout=20)
        check(authority, "large messages", reply.next_token == token, len(reply.next_token))

sys.exit(1 if failed else 0)
