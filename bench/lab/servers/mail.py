"""A small SMTP server (RFC 5321) with STARTTLS that puts what it is given into the recipient's Maildir.

usage: mail.py RUN_DIRECTORY CERTIFICATE_GROUP
"""

import asyncio
import os
import re
import shutil
import ssl
import sys
import time

LARGEST = 20 << 20


async def serve(reader, writer, run, context):
    async def say(text):
        writer.write(text.encode() + b"\r\n")
        await writer.drain()

    recipients = []
    try:
        await say("220 mail ESMTP")
        while line := (await asyncio.wait_for(reader.readline(), 120)).decode("latin-1").strip():
            verb = line.split(" ")[0].upper()
            if verb == "EHLO":
                secure = writer.get_extra_info("ssl_object") is not None
                await say("250-mail\r\n250-SIZE 20971520\r\n" + ("" if secure else "250-STARTTLS\r\n") + "250 8BITMIME")
            elif verb == "STARTTLS":
                await say("220 go ahead")
                await writer.start_tls(context)
            elif verb == "RCPT":
                recipients += re.findall(r"<([a-z0-9]+)@", line)
                await say("250 ok")
            elif verb == "DATA":
                await say("354 end with a dot")
                data = await reader.readuntil(b"\r\n.\r\n")
                for name in recipients:
                    deliver(run, name, data[:-3])
                recipients = []
                await say("250 queued")
            elif verb == "QUIT":
                await say("221 bye")
                break
            else:
                await say("250 ok" if verb in ("HELO", "MAIL", "RSET", "NOOP") else "502 unknown")
    except (ConnectionError, asyncio.TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ssl.SSLError):
        pass
    finally:
        writer.close()


def deliver(run, name, data):
    for part in ("", "tmp", "new", "cur"):
        if not os.path.isdir(f"{run}/mail/{name}/{part}"):
            os.mkdir(f"{run}/mail/{name}/{part}")
            shutil.chown(f"{run}/mail/{name}/{part}", "mail", "mail")
    with open(f"{run}/mail/{name}/new/{time.time_ns()}.{os.urandom(3).hex()}.lab", "wb") as file:
        file.write(data)
    shutil.chown(file.name, "mail", "mail")


async def main():
    run, group = sys.argv[1:3]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{run}/certificates/{group}.pem")
    for port in (25, 587):
        await asyncio.start_server(lambda r, w: serve(r, w, run, context), "0.0.0.0", port, limit=LARGEST)
    print("ready", flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
