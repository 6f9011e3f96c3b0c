"""A client of live services in Python (aiohttp): a web socket, server-sent events or long polling.

usage: live.py KIND URL [SECONDS_BETWEEN_MESSAGES]    KIND: ws, events, poll
"""

import asyncio
import random
import sys

import aiohttp


async def web_socket(session, url, pause):
    async with session.ws_connect(url, heartbeat=pause or 30) as socket:
        async def speak():
            while pause:
                await asyncio.sleep(pause * random.uniform(0.3, 1.7))
                await socket.send_str('{"type":"message","text":"%s"}' % ("lorem " * random.randrange(1, 30)))
        speaker = asyncio.ensure_future(speak())
        async for _ in socket:
            pass
        speaker.cancel()


async def main():
    kind, url = sys.argv[1:3]
    pause = float(sys.argv[3]) if len(sys.argv) > 3 else 0
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None)) as session:
        while True:
            try:
                if kind == "ws":
                    await web_socket(session, url, pause)
                else:
                    async with session.get(url) as response:
                        async for _ in response.content.iter_any():
                            pass
            except aiohttp.ClientError:
                await asyncio.sleep(random.uniform(2, 10))
            if kind == "ws":
                await asyncio.sleep(random.uniform(1, 4))


asyncio.run(main())
