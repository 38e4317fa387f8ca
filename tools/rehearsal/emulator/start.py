"""Starts the emulator with what AWS does and it does not (`local_aws/`), on a free port of the loopback address.

Says where it listens as one line of JSON on standard output, `{"port": 40123}`. Ends when standard input closes, so
that it never outlives the process that started it, however that one ends.
"""

import json
import os
import socket
import sys

from local_aws import parent_watch

LOOPBACK = "127.0.0.1"


def reserve_port() -> socket.socket:
    """A socket that is bound and does not listen: it keeps the port from everybody who asks for a free one."""
    reserved = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    reserved.bind((LOOPBACK, 0))
    return reserved


def main() -> None:
    parent_watch.start(work_directory=os.environ["TMPDIR"])
    reserved = reserve_port()
    port = reserved.getsockname()[1]
    # Read by the emulator when it is imported, and by the functions' hook (hooks/load-balancer-names.cjs).
    # AWS's default of concurrent executions: without it, the account's limit would follow this machine's memory.
    os.environ.update(BIND_HOST=LOOPBACK, GATEWAY_PORT=str(port), LAMBDA_ACCOUNT_CONCURRENCY="1000")

    from local_aws import pinned

    try:
        pinned.check()
    except pinned.UnexpectedEmulatorError as error:
        sys.exit(str(error))

    from local_aws import patches

    patches.apply()

    from ministack.app import main as serve

    print(json.dumps({"port": port}), flush=True)
    sys.argv = [sys.argv[0]]
    serve()


if __name__ == "__main__":
    main()
