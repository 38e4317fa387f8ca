import type { Snapshot } from '../../src/snapshot.ts';

/** The parts of a snapshot that have been read, and in which there is nothing. */
export const NOTHING_ELSE = {
  DhcpOptions: [],
  HostedZoneSummaries: [],
  VpcPeeringConnections: [],
  PrefixListEntries: {},
  LoadBalancers: [],
  Listeners: [],
  Rules: [],
  TargetGroups: [],
  TargetHealthDescriptions: {},
  Functions: [],
  FunctionPolicies: {},
  FunctionUrlConfigs: {},
} satisfies Partial<Snapshot>;
