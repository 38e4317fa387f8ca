"""Builds a network of namespaces inside its own user namespace, and opens connections in it.

It is process 1 of a PID namespace. It ends when its standard input closes, and some seconds later at the latest where
an order is under way; the kernel then ends everything that runs in its namespaces and removes them. One line of JSON in
is one order, one line out its answer, under the order's number.
"""

import asyncio
import contextlib
import ctypes
import errno
import json
import os
import resource
import socket
import struct
import subprocess
import sys
from typing import Any

CLONE_NEWNET = 0x40000000
NETLINK_NETFILTER = 12
# <linux/netfilter/nfnetlink_conntrack.h>: without attributes it deletes every entry.
DELETE_CONNECTIONS = 1 << 8 | 2
REQUEST_AND_ACK = 1 | 4
NETNS = "/run/netns"
SECONDS_AFTER_THE_LAST_ORDER = 10
libc = ctypes.CDLL(None, use_errno=True)

Order = dict[str, Any]


class Lab:
    def __init__(self) -> None:
        self.namespaces: dict[str, Order] = {}
        self.links: set[str] = set()
        self.servers: dict[tuple[str, int, str], asyncio.Server | asyncio.DatagramTransport] = {}

    def apply(self, order: Order) -> None:
        """Makes what is missing, removes what is not wanted, and sets anew what has changed."""
        wanted = {each["name"]: each for each in order["namespaces"]}
        links = {json.dumps(link): link for link in order["links"]}
        gone = [name for name in self.namespaces if name not in wanted]
        new = [name for name in wanted if name not in self.namespaces]
        for key in [key for key in self.servers if key[0] in gone]:
            self.servers.pop(key).close()
        for key in self.links - set(links):
            end = json.loads(key)["ends"][0]
            enter(end["namespace"])
            batch("ip", [f"link del dev {end['device']}"])
        batch("ip", [f"netns del {name}" for name in gone] + [f"netns add {name}" for name in new])
        for name in new:
            enter(name)
            prepare(forwards=wanted[name]["forwards"])
        new_links = [link for key, link in links.items() if key not in self.links]
        batch("ip", [cable(*link["ends"]) for link in new_links])
        touched = {end["namespace"] for link in new_links for end in link["ends"]}
        for name, each in wanted.items():
            if name in touched or self.namespaces.get(name) != each:
                enter(name)
                batch("ip", each["ip"])
                run(["nft", "-f", "-"], "\n".join(["flush ruleset", *each["nft"], ""]))
        self.namespaces, self.links = wanted, set(links)

    def set_link(self, order: Order) -> None:
        enter(order["namespace"])
        batch("ip", [f"link set dev {order['device']} {'up' if order['up'] else 'down'}", *order["ip"]])

    async def probe(self, order: Order) -> list[str]:
        # What has passed before, under other rules perhaps, counts for nothing.
        for name in self.namespaces:
            enter(name)
            forget_connections()
        opened = [(probe, open_socket(probe)) for probe in order["probes"]]
        return await asyncio.gather(*[try_probe(sock, probe, order["timeout"]) for probe, sock in opened])

    async def serve_dials(self, order: Order) -> None:
        """Whoever connects to this socket says in a line where to, from which namespace, and is connected."""
        self.dials = await asyncio.start_unix_server(serve_dial, order["path"])

    async def listen(self, order: Order) -> None:
        """Answers on just these ports. Passes every byte on to a socket outside, or closes at once without one."""
        wanted = {
            (each["namespace"], each["port"], each.get("protocol", "tcp")): each.get("path")
            for each in order["listeners"]
        }
        for key in set(self.servers) - set(wanted):
            self.servers.pop(key).close()
        for key, path in wanted.items():
            if key not in self.servers:
                name, port, protocol = key
                self.servers[key] = await (echo(name, port) if protocol == "udp" else listen(name, port, path))


def enter(name: str) -> None:
    """Sockets and processes that are made from now on are in that namespace; those made before stay where they are."""
    handle = os.open(f"{NETNS}/{name}", os.O_RDONLY)
    try:
        if libc.setns(handle, CLONE_NEWNET) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), name)
    finally:
        os.close(handle)


def forget_connections() -> None:
    length = struct.calcsize("=LHHLLBBH")
    request = struct.pack("=LHHLLBBH", length, DELETE_CONNECTIONS, REQUEST_AND_ACK, 1, 0, socket.AF_INET, 0, 0)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER) as sock:
        sock.send(request)
        # An answer has a header of 16 bytes, and 0 or the number of an error below zero.
        (number,) = struct.unpack_from("=i", sock.recv(4096), 16)
    if number != 0:
        raise OSError(-number, os.strerror(-number), "conntrack")


def prepare(*, forwards: bool) -> None:
    write("net/ipv4/ip_forward", int(forwards))
    for place in ("all", "default"):
        for name in ("rp_filter", "send_redirects", "accept_redirects"):
            write(f"net/ipv4/conf/{place}/{name}", 0)


def write(name: str, value: int) -> None:
    with open(f"/proc/sys/{name}", "w", encoding="ascii") as file:
        file.write(str(value))


def cable(one: Order, other: Order) -> str:
    return (
        f"link add {one['device']} netns {one['namespace']} type veth "
        f"peer name {other['device']} netns {other['namespace']}"
    )


def batch(program: str, lines: list[str]) -> None:
    if lines:
        run([program, "-batch", "-"], "\n".join([*lines, ""]))


def run(command: list[str], text: str) -> None:
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if done.returncode != 0 or done.stderr:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()[:2000]}\n{text}")


def open_socket(probe: Order) -> socket.socket:
    enter(probe["namespace"])
    kind = socket.SOCK_DGRAM if probe.get("protocol") == "udp" else socket.SOCK_STREAM
    sock = socket.socket(socket.AF_INET, kind)
    sock.setblocking(False)
    if "sourcePort" in probe:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(("0.0.0.0", probe["sourcePort"]))
    return sock


class Echo(asyncio.DatagramProtocol):
    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self.transport.sendto(data, addr)


async def echo(name: str, port: int) -> asyncio.DatagramTransport:
    enter(name)
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("0.0.0.0", port))
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(Echo, sock=sock)
    return transport


async def listen(name: str, port: int, path: str | None) -> asyncio.Server:
    enter(name)
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("0.0.0.0", port))

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if path is None:
            writer.close()
            return
        far_reader, far_writer = await asyncio.open_unix_connection(path)
        await asyncio.gather(pass_on(reader, far_writer), pass_on(far_reader, writer))

    return await asyncio.start_server(serve, sock=sock)


async def serve_dial(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    order = json.loads(await reader.readline())
    sock = open_socket(order)
    outcome = await connect(sock, order, order["timeout"])
    writer.write(f"{outcome}\n".encode())
    if outcome != "open":
        sock.close()
        writer.close()
        return
    far_reader, far_writer = await asyncio.open_connection(sock=sock)
    await asyncio.gather(pass_on(reader, far_writer), pass_on(far_reader, writer))


async def try_probe(sock: socket.socket, probe: Order, timeout: float) -> str:
    with sock:
        outcome = await connect(sock, probe, timeout)
        # Without waiting for the other end: the next probe may want the same ports.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        return outcome


async def connect(sock: socket.socket, probe: Order, timeout: float) -> str:
    """`open`, `refused` by the host itself, or that nothing came back."""
    try:
        to = (probe["address"], probe["port"])
        loop = asyncio.get_running_loop()
        await asyncio.wait_for(loop.sock_connect(sock, to), timeout)
        if sock.type == socket.SOCK_DGRAM:
            # What the rules of its own interface drop is refused at once: to the sender it is lost, like any other.
            with contextlib.suppress(PermissionError):
                sock.send(b"?")
            await asyncio.wait_for(loop.sock_recv(sock, 1), timeout)
        return "open"
    except ConnectionRefusedError:
        return "refused"
    except (TimeoutError, asyncio.TimeoutError):  # noqa: UP041 # two classes before Python 3.11
        return "time-out"
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, str(error))


async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
            return
    writer.close()


class Orders(asyncio.StreamReaderProtocol):
    def eof_received(self) -> bool | None:
        # Whoever gave them may have been killed, and connections that are tried could go on for long.
        asyncio.get_running_loop().call_later(SECONDS_AFTER_THE_LAST_ORDER, os._exit, 1)
        return super().eof_received()


async def main() -> None:
    run(["mount", "-t", "tmpfs", "tmpfs", "/run"], "")
    os.mkdir(NETNS)
    # A socket for each connection that is tried at once.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    lab = Lab()
    reader = asyncio.StreamReader(limit=1 << 26)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: Orders(reader), sys.stdin)
    while line := await reader.readline():
        order = json.loads(line)
        answer: Order = {"id": order["id"]}
        try:
            done = getattr(lab, order["do"])(order)
            answer["result"] = await done if asyncio.iscoroutine(done) else done
        except (OSError, RuntimeError) as error:
            answer["error"] = str(error)
        print(json.dumps(answer), flush=True)
        # Nobody knows what half a network has: no other is laid over it.
        if "error" in answer and order["do"] == "apply":
            return


asyncio.run(main())
