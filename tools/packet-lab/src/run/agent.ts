import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import * as v from 'valibot';

const agent = join(repositoryRoot, 'tools', 'packet-lab', 'agent', 'agent.py');

/** The program that is the lab, as words; it lives as long as its standard input is open. */
export const agentCommand = (python: string) => [
  'unshare',
  ...['-Urnmpf', '--kill-child', '--mount-proc'],
  ...[python, '-I', agent],
];

/** A line that it says: the order's number, and what came of it. */
export const answerSchema = v.object({
  id: v.number(),
  result: v.optional(v.unknown()),
  error: v.optional(v.string()),
});

/** Of probes, in their order. */
export const outcomes = v.array(v.string());
