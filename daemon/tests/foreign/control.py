"""A client of the control socket that knows nothing but the socket: the contract comes from the daemon itself.

Usage: control.py SOCKET [--as UID:GID[,GID...]] (list | retire SN)
With --as the process becomes that user, with that group and those further ones and no others, before it connects.
Prints one JSON object: the services, and the answer or the status the call ended with.
"""

import argparse
import json
import os

# All of this before the user changes: the interpreter's folders may be closed to the new one.
import grpc
from google.protobuf import json_format, message_factory
from google.protobuf.descriptor_pool import DescriptorPool
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

parser = argparse.ArgumentParser()
parser.add_argument("socket")
parser.add_argument("--as", dest="become")
parser.add_argument("what", choices=["list", "retire"])
parser.add_argument("sn", nargs="?")
args = parser.parse_args()

# gRPC's C core would send the socket's path as the authority, escaped with `%`, which servers written in Rust refuse as
# malformed. It connects at the first call.
channel = grpc.insecure_channel(f"unix:{args.socket}", options=[("grpc.default_authority", "localhost")])
if args.become:
    uid, groups = args.become.split(":")
    gids = [int(gid) for gid in groups.split(",")]
    os.setgroups(gids[1:])
    os.setgid(gids[0])
    os.setuid(int(uid))


def call(channel, pool, method, **fields):
    """Calls a method of the Devices service with messages made from the contract the daemon told."""
    described = pool.FindServiceByName("mcs.v1.Devices").FindMethodByName(method)
    request = message_factory.GetMessageClass(described.input_type)(**fields)
    answer = message_factory.GetMessageClass(described.output_type)
    rpc = channel.unary_unary(
        f"/mcs.v1.Devices/{method}",
        request_serializer=lambda message: message.SerializeToString(),
        response_deserializer=answer.FromString,
    )
    return json_format.MessageToDict(rpc(request, timeout=20), preserving_proto_field_name=True)


told = {}
with channel:
    try:
        database = ProtoReflectionDescriptorDatabase(channel)
        told["services"] = sorted(database.get_services())
        pool = DescriptorPool(database)
        if args.what == "list":
            told["answer"] = call(channel, pool, "ListDevices")
        else:
            told["answer"] = call(channel, pool, "RemoveDevice", sn=args.sn, reason="gone")
    except grpc.RpcError as error:
        told["status"] = error.code().name
        told["details"] = error.details()
print(json.dumps(told))
