import type { Outsider } from '@private-lambda/packet-lab/model';

/** Two hosts of the internet, of the block for benchmarks (RFC 2544), in which nobody has a public address. */
const INTERNET: readonly Outsider[] = [
  { id: 'internet-1', kind: 'internet', address: '198.18.0.1' },
  { id: 'internet-2', kind: 'internet', address: '198.19.0.1' },
];

/** Who is outside of a network that calls these services: `s3`, `logs`. */
export function outsidersOf(services: Iterable<string>): readonly Outsider[] {
  const names = [...new Set(services)].sort();
  return [
    ...INTERNET,
    ...names.map(
      (name, index): Outsider => ({
        id: serviceId(name),
        kind: 'service',
        address: `198.18.1.${index + 1}`,
      }),
    ),
  ];
}

export const serviceId = (name: string) => `aws:${name}`;

/** `com.amazonaws.us-east-1.logs` → `logs`. */
export const serviceOf = (name: string | undefined) => name?.split('.').slice(3).join('.') ?? '';
