export type Transport = 'tcp' | 'udp';

/** A port, seen from a namespace. */
export interface Destination {
  readonly namespace: string;
  readonly address: string;
  readonly port: number;
}

/** One attempt to open a TCP connection, or to get a datagram answered. */
export interface Probe extends Destination {
  readonly protocol: Transport;
  readonly sourcePort?: number;
}

/** `refused` is an answer of the host itself; whatever else is not `open` says that nothing came back. */
export type Outcome = 'open' | 'refused' | 'no answer' | (string & {});
