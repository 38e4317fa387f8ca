"""Builds a network of namespaces inside its own user namespace, and opens connections in it.

It is process 1 of a PID namespace. It ends when its standard input closes, after the order that is under way; the kernel
then ends everything that runs in its namespaces and removes them. One line of JSON in is one order, one line out its
answer, under the order's number.
"""

import asyncio
import contextlib
import ctypes
import errno
import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

CLONE_NEWNET = 0x40000000
NETLINK_NETFILTER = 12
# <linux/netfilter/nfnetlink_conntrack.h>: without attributes it deletes every entry.
DELETE_CONNECTIONS = 1 << 8 | 2
REQUEST_AND_ACK = 1 | 4
NETNS = "/run/netns"
# <linux/sockios.h>, <linux/if.h>
GET_FLAGS, SET_FLAGS = 0x8913, 0x8914
IS_UP, IS_RUNNING, NO_ARP = 1 << 0, 1 << 6, 1 << 7
# tcp(7), TCP_INFO: its first byte, for as long as nobody has answered.
SYN_SENT = 2
# Far below what the queue of a CPU holds (net.core.netdev_max_backlog).
SENT_AT_ONCE = 64
# From an interface through a NAT gateway and two internet gateways to another one it is eight cables, and back.
MOST_STEPS = 2 * 8
SECONDS_FOR_THE_KERNEL = 10
# Two classes before Python 3.11.
DIAL_TIME_OUTS = (TimeoutError, asyncio.TimeoutError)
libc = ctypes.CDLL(None, use_errno=True)

Order = dict[str, Any]


class Lab:
    def __init__(self) -> None:
        self.namespaces: dict[str, Order] = {}
        self.links: set[str] = set()
        self.servers: dict[tuple[str, int, str], asyncio.Server | socket.socket] = {}
        self.paths: dict[tuple[str, int, str], str | None] = {}
        self.arrivals = Arrivals()

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
        for link in new_links:
            for end in link["ends"]:
                flags_of(end, adding=NO_ARP)
        touched = {end["namespace"] for link in new_links for end in link["ends"]}
        for name, each in wanted.items():
            if name in touched or self.namespaces.get(name) != each:
                enter(name)
                batch("ip", each["ip"])
                run(["nft", "-f", "-"], "\n".join(["flush ruleset", *each["nft"], ""]))
        for link in new_links:
            until_running(link["ends"])
        self.namespaces, self.links = wanted, set(links)

    def set_link(self, order: Order) -> None:
        end = {"namespace": order["namespace"], "device": order["device"]}
        enter(end["namespace"])
        batch("ip", [f"link set dev {end['device']} {'up' if order['up'] else 'down'}", *order["ip"]])
        for link in map(json.loads, self.links if order["up"] else ()):
            if end in link["ends"]:
                until_running(link["ends"])

    async def probe(self, order: Order) -> list[str]:
        # What has passed before, under other rules perhaps, counts for nothing.
        for name in self.namespaces:
            enter(name)
            forget_connections()
        await self.forget_half_open()
        outcomes: list[str] = []
        with self.arrivals.in_order():
            for first in range(0, len(order["probes"]), SENT_AT_ONCE):
                outcomes += self.try_probes(order["probes"][first : first + SENT_AT_ONCE])
                # Listeners take what has come to them.
                await asyncio.sleep(0)
        return outcomes

    def try_probes(self, probes: list[Order]) -> list[str]:
        with contextlib.ExitStack() as until_answered:
            opened = [until_answered.enter_context(open_socket(probe)) for probe in probes]
            failures = [send(sock, probe) for sock, probe in zip(opened, probes)]
            self.arrivals.wait()
            for server in self.servers.values():
                if isinstance(server, socket.socket):
                    send_back(server)
            self.arrivals.wait()
            return [failure or outcome(sock) for sock, failure in zip(opened, failures)]

    async def serve_dials(self, order: Order) -> None:
        """Whoever connects to this socket says in a line where to, from which namespace, and is connected."""
        self.dials = await asyncio.start_unix_server(serve_dial, order["path"])

    async def listen(self, order: Order) -> None:
        """Answers on just these ports. Passes every byte on to a socket outside, or closes at once without one."""
        self.paths = {
            (each["namespace"], each["port"], each.get("protocol", "tcp")): each.get("path")
            for each in order["listeners"]
        }
        for key in set(self.servers) - set(self.paths):
            self.servers.pop(key).close()
        for key, path in self.paths.items():
            if key not in self.servers:
                name, port, protocol = key
                self.servers[key] = echo(name, port) if protocol == "udp" else await listen(name, port, path)

    async def forget_half_open(self) -> None:
        """A listener takes the next SYN from a port for the one whose answer was lost: another one takes its place."""
        for key, server in list(self.servers.items()):
            if isinstance(server, asyncio.Server):
                name, port, _ = key
                self.servers[key] = await listen(name, port, self.paths[key])
                server.close()


class Arrivals:
    """Waits until whatever was sent has arrived, without a clock: a slow machine makes nobody look out of reach.

    A veth device and the loopback device put every packet into one queue of the CPU that sends it, and that CPU takes
    them out in their order. So a packet that one sends to oneself comes back after whatever was sent before has gone a
    step further, or was dropped. Nothing waits for a timer: there is no ARP.
    """

    def __init__(self) -> None:
        self.own = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        fcntl.ioctl(self.own, SET_FLAGS, device_flags("lo", IS_UP))
        self.own.bind(("127.0.0.1", 0))
        self.own.connect(self.own.getsockname())
        self.own.settimeout(SECONDS_FOR_THE_KERNEL)

    @contextlib.contextmanager
    def in_order(self) -> Iterator[None]:
        allowed = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {libc.sched_getcpu()})
        before = overflown()
        try:
            yield
        finally:
            os.sched_setaffinity(0, allowed)
        if overflown() != before:
            raise RuntimeError("the kernel has dropped packets because a queue was full")

    def wait(self) -> None:
        for _ in range(MOST_STEPS):
            self.own.send(b"?")
            try:
                self.own.recv(1)
            except TimeoutError as error:
                raise RuntimeError("the kernel handles no packets: nobody knows who answers") from error


def overflown() -> int:
    """Packets for which there was no room in the queue of a CPU."""
    with open("/proc/net/softnet_stat", encoding="ascii") as lines:
        return sum(int(line.split()[1], 16) for line in lines)


def until_running(ends: list[Order]) -> None:
    """A cable carries packets a moment after both of its ends are up; what is sent before is lost."""
    latest = time.monotonic() + SECONDS_FOR_THE_KERNEL
    while all(flags_of(end) & IS_UP for end in ends) and not all(flags_of(end) & IS_RUNNING for end in ends):
        if time.monotonic() > latest:
            raise RuntimeError(f"{ends[0]['device']} carries no packets")
        time.sleep(0.001)


def flags_of(end: Order, *, adding: int = 0) -> int:
    enter(end["namespace"])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        (flags,) = struct.unpack_from("=H", fcntl.ioctl(sock, GET_FLAGS, device_flags(end["device"])), 16)
        # Setting them, also as they are, waits for whoever changes the device just now.
        fcntl.ioctl(sock, SET_FLAGS, device_flags(end["device"], flags | adding))
        return int(flags)


def device_flags(device: str, flags: int = 0) -> bytes:
    """`struct ifreq` of netdevice(7)."""
    return struct.pack("=16sH22x", device.encode(), flags)


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


def cable(*ends: Order) -> str:
    """Both ends have one hardware address: without ARP each sends to its own, and means the other."""
    one, other = (f"{end['device']} address 02:00:00:00:00:01 netns {end['namespace']}" for end in ends)
    return f"link add {one} type veth peer name {other}"


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


def send(sock: socket.socket, probe: Order) -> str | None:
    """Sends the first packet, and says why none could be sent."""
    try:
        sock.connect((probe["address"], probe["port"]))
        if sock.type == socket.SOCK_DGRAM:
            sock.send(b"?")
    except (BlockingIOError, PermissionError):
        # Under way; or dropped by the rules of its own interface: to the sender it is lost, like any other.
        return None
    except OSError as error:
        return name_of(error.errno)
    return None


def outcome(sock: socket.socket) -> str:
    """`open`, `refused` by the host itself, or that nothing came back."""
    number = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if number != 0:
        return name_of(number)
    if sock.type == socket.SOCK_STREAM:
        # Without waiting for the other end: the next probe may want the same ports.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        state = sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0]
        return "no answer" if state == SYN_SENT else "open"
    try:
        sock.recv(1)
    except BlockingIOError:
        return "no answer"
    return "open"


def name_of(number: int | None) -> str:
    return "refused" if number == errno.ECONNREFUSED else errno.errorcode.get(number or 0, str(number))


def echo(name: str, port: int) -> socket.socket:
    enter(name)
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setblocking(False)
    sock.bind(("0.0.0.0", port))
    return sock


def send_back(echo: socket.socket) -> None:
    with contextlib.suppress(BlockingIOError):
        while True:
            data, sender = echo.recvfrom(16)
            echo.sendto(data, sender)


async def listen(name: str, port: int, path: str | None) -> asyncio.Server:
    enter(name)
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
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
    try:
        sock = await connect(order)
    except (OSError, *DIAL_TIME_OUTS) as error:
        writer.write(f"{why_not(error)}\n".encode())
        writer.close()
        return
    writer.write(b"open\n")
    far_reader, far_writer = await asyncio.open_connection(sock=sock)
    await asyncio.gather(pass_on(reader, far_writer), pass_on(far_reader, writer))


async def connect(order: Order) -> socket.socket:
    with contextlib.ExitStack() as until_connected:
        sock = until_connected.enter_context(open_socket(order))
        to = (order["address"], order["port"])
        await asyncio.wait_for(asyncio.get_running_loop().sock_connect(sock, to), order["timeout"])
        until_connected.pop_all()
        return sock


def why_not(error: Exception) -> str:
    if isinstance(error, DIAL_TIME_OUTS):
        return "time-out"
    return "refused" if isinstance(error, ConnectionRefusedError) else str(error)


async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
            return
    writer.close()


async def main() -> None:
    run(["mount", "-t", "tmpfs", "tmpfs", "/run"], "")
    os.mkdir(NETNS)
    lab = Lab()
    reader = asyncio.StreamReader(limit=1 << 26)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
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
