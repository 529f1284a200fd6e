#!/usr/bin/env python3
"""A signed S3 request, or many: the independent view of the bucket that the tests compare a mount with.

s3.py URL METHOD PATH[?QUERY] [FILE]   one request; the answer's body goes to stdout
s3.py URL fill PREFIX COUNT            COUNT empty objects PREFIX1, PREFIX2, ...
s3.py URL ranges PATH MIB PARALLEL     ranged GETs of 8 MiB over MIB; prints the seconds they took
Keys come from S3_KEY and S3_SECRET."""
import concurrent.futures, datetime, hashlib, hmac, http.client, os, sys, threading, time, urllib.parse

base, key, secret = urllib.parse.urlsplit(sys.argv[1]), os.environ["S3_KEY"], os.environ["S3_SECRET"]
connections = threading.local()


def sign(text, with_key):
    return hmac.new(with_key, text.encode(), hashlib.sha256).digest()


def request(method, target, body=b"", headers=()):
    path, _, query = target.partition("?")
    path = urllib.parse.quote(path)
    pairs = sorted(part.partition("=")[::2] for part in query.split("&") if part)
    query = "&".join(f"{name}={urllib.parse.quote(value, safe='')}" for name, value in pairs)
    stamp = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    digest, scope = hashlib.sha256(body).hexdigest(), f"{stamp[:8]}/us-east-1/s3/aws4_request"
    signed = {"host": base.netloc, "x-amz-content-sha256": digest, "x-amz-date": stamp}
    names = ";".join(signed)
    canonical = "\n".join([method, path, query, *(f"{name}:{value}" for name, value in signed.items()), "", names, digest])
    with_key = ("AWS4" + secret).encode()
    for part in scope.split("/"):
        with_key = sign(part, with_key)
    to_sign = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    signature = hmac.new(with_key, to_sign.encode(), hashlib.sha256).hexdigest()
    signed["authorization"] = f"AWS4-HMAC-SHA256 Credential={key}/{scope}, SignedHeaders={names}, Signature={signature}"
    if not hasattr(connections, "one"):
        connections.one = http.client.HTTPConnection(base.netloc, timeout=300)
    connections.one.request(method, path + ("?" + query if query else ""), body, {**signed, **dict(headers)})
    answer = connections.one.getresponse()
    data = answer.read()
    if answer.status >= 300:
        sys.exit(f"{method} {target}: {answer.status} {data[:300]!r}")
    return data


def in_parallel(threads, tasks):
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(lambda task: request(*task), tasks):
            pass


if sys.argv[2] == "fill":
    in_parallel(8, [("PUT", sys.argv[3] + str(i)) for i in range(1, int(sys.argv[4]) + 1)])
elif sys.argv[2] == "ranges":
    step, start = 8 << 20, time.perf_counter()
    in_parallel(int(sys.argv[5]), [("GET", sys.argv[3], b"", [("range", f"bytes={at}-{at + step - 1}")]) for at in range(0, int(sys.argv[4]) << 20, step)])
    print(time.perf_counter() - start)
else:
    body = open(sys.argv[4], "rb").read() if len(sys.argv) > 4 else b""
    sys.stdout.buffer.write(request(sys.argv[2], sys.argv[3], body))
