"""Verifies the signature of one request as its receiver would. Written from the published descriptions alone.

Reads {"kind", "secret", "method", "target", "headers", "body"}, prints {"signed": bool, "age_min": whole minutes since it
was signed}.
"""

import base64
import calendar
import hashlib
import hmac
import json
import sys
import time
from urllib.parse import parse_qsl, quote, urlsplit


def mac(key, message):
    return hmac.new(key.encode(), message.encode(), hashlib.sha256)


def dingtalk(request):
    query = dict(parse_qsl(urlsplit(request["target"]).query))
    text = query["timestamp"] + "\n" + request["secret"]
    expected = base64.b64encode(mac(request["secret"], text).digest()).decode()
    return expected == query["sign"], int(query["timestamp"]) / 1000


def feishu(request):
    body = json.loads(request["body"])
    expected = base64.b64encode(mac(body["timestamp"] + "\n" + request["secret"], "").digest()).decode()
    return expected == body["sign"], int(body["timestamp"])


def webhook(request):
    headers = request["headers"]
    digest = hashlib.sha256(request["body"].encode()).hexdigest()
    path = urlsplit(request["target"]).path
    text = "\n".join([request["method"], path, headers["x-timestamp"], headers["x-nonce"], digest])
    return mac(request["secret"], text).hexdigest() == headers["x-signature"], int(headers["x-timestamp"])


def acs3(request):
    headers = request["headers"]
    algorithm, fields = headers["authorization"].split(" ", 1)
    fields = dict(field.split("=", 1) for field in fields.split(","))
    signed = fields["SignedHeaders"].split(";")
    required = {"host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce", "x-acs-version"}
    if algorithm != "ACS3-HMAC-SHA256" or signed != sorted(signed) or not required <= set(signed):
        return False, 0
    if fields["Credential"] != "LTAI5tTest":
        return False, 0
    target = urlsplit(request["target"])
    pairs = sorted(parse_qsl(target.query, keep_blank_values=True))
    query = "&".join(quote(name, safe="-_.~") + "=" + quote(value, safe="-_.~") for name, value in pairs)
    digest = hashlib.sha256(request["body"].encode()).hexdigest()
    if digest != headers["x-acs-content-sha256"]:
        return False, 0
    lines = "".join(name + ":" + headers[name].strip() + "\n" for name in signed)
    canonical = "\n".join([request["method"], target.path, query, lines, ";".join(signed), digest])
    text = algorithm + "\n" + hashlib.sha256(canonical.encode()).hexdigest()
    at = calendar.timegm(time.strptime(headers["x-acs-date"], "%Y-%m-%dT%H:%M:%SZ"))
    return mac(request["secret"], text).hexdigest() == fields["Signature"], at


request = json.load(sys.stdin)
signed, at = {"dingtalk": dingtalk, "feishu": feishu, "webhook": webhook, "acs3": acs3}[request["kind"]](request)
json.dump({"signed": signed, "age_min": int(abs(time.time() - at) / 60)}, sys.stdout)
