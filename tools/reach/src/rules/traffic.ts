import { isUnknown, type Traffic, widestPorts } from '../model/network.ts';
import type { State } from '../model/step.ts';
import type { Wanted } from '../model/words.ts';
import type { AwsRule } from './aws-rule.ts';

export const TRAFFIC_RULE: AwsRule = {
  says: 'A rule is about one protocol and a range of ports, or with -1 about all traffic. ICMP and other protocols never carry TCP.',
  page: 'Security group rules',
};

/** Whether a security-group rule is about the wanted port. */
export function matchTraffic({ protocol, ports }: Traffic, wanted: Wanted): State {
  if (protocol === 'any') return 'yes';
  if (protocol === 'other') return 'no';
  if (!isUnknown(protocol) && protocol !== wanted.protocol) return 'no';
  const { from, to } = widestPorts(ports);
  if (wanted.ports.from < from || wanted.ports.to > to) {
    // It may be -1, and then its ports say nothing.
    return isUnknown(protocol) ? 'unknown' : 'no';
  }
  return isUnknown(protocol) || isUnknown(ports) ? 'unknown' : 'yes';
}
