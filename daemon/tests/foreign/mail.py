"""A mail server (aiosmtpd) that demands a login and tells what it took.

mail.py starttls|tls|plain [CERTIFICATE KEY]

Prints {"port": N}, then for each mail one object with its envelope and what Python's own email package reads in it. Recipients that
begin with "unknown" do not exist, those with "later" are busy; the user "later" cannot be looked up now.
"""

import asyncio
import email
import email.policy
import json
import ssl
import sys
from email.utils import parsedate_to_datetime

from aiosmtpd.smtp import SMTP, AuthResult

mode, files = sys.argv[1], sys.argv[2:]
USER, PASSWORD = b"mcs", "geheim-\u5bc6\u7801".encode()


def tell(what):
    print(json.dumps(what), flush=True)


def login(server, session, envelope, mechanism, data):
    if data.login == b"later":
        return AuthResult(success=False, handled=False, message="454 4.7.0 Temporary authentication failure")
    return AuthResult(success=(data.login, data.password) == (USER, PASSWORD), handled=False, auth_data=data.login.decode())


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("unknown"):
            return "550 5.1.1 no such user"
        if address.startswith("later"):
            return "451 4.3.0 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        raw = envelope.original_content
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        tell(
            {
                "login": session.auth_data,
                "encrypted": session.ssl is not None or mode == "tls",
                "from": envelope.mail_from,
                "to": envelope.rcpt_tos,
                "ascii": all(byte < 128 for byte in raw),
                "longest": max(len(line) for line in raw.split(b"\r\n")),
                "bare": raw.replace(b"\r\n", b"").count(b"\n"),
                "headers": {name.lower(): str(value) for name, value in mail.items()},
                "defects": [str(defect) for defect in mail.defects],
                "addresses": [[a.display_name, a.addr_spec] for a in mail["to"].addresses],
                "sender": [[a.display_name, a.addr_spec] for a in mail["from"].addresses],
                "date": parsedate_to_datetime(mail["date"]).timestamp(),
                "type": mail.get_content_type(),
                "charset": mail.get_content_charset(),
                "body": mail.get_content().replace("\r\n", "\n"),
            }
        )
        return "250 2.0.0 queued as 4F2"


def server():
    options = dict(hostname="mail.test", authenticator=login, auth_required=mode != "plain")
    if mode == "starttls":
        return SMTP(Handler(), tls_context=context, require_starttls=True, **options)
    return SMTP(Handler(), auth_require_tls=False, **options)


async def main():
    listening = await asyncio.get_running_loop().create_server(
        server, "127.0.0.1", 0, ssl=context if mode == "tls" else None
    )
    tell({"port": listening.sockets[0].getsockname()[1]})
    await listening.serve_forever()


context = None
if mode != "plain":
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*files)
asyncio.run(main())
