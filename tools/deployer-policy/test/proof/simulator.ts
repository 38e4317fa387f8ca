import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { DeployPolicy, PolicyDocument } from '../../src/make-policy.ts';
import { inPlace } from '../../src/pseudo-parameters.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';
const PLACE = { partition: 'aws', region: REGION, account: ACCOUNT };

/** What somebody asks AWS for. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  /** Condition keys, as AWS fills them in. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

interface Simulator {
  runSimulation(
    simulation: object,
    options: object,
  ): Promise<{ resultType: string; overallResult?: string; errors?: { message: string } }>;
}

/** Of its own installation (../../proof): the simulator's licence is AGPL, and it takes part in tests alone. */
const simulator: Simulator = createRequire(join(__dirname, '..', '..', 'proof', 'package.json'))(
  '@cloud-copilot/iam-simulate',
);

/** The documents as they are in the account. */
export function documentsOf({ policies }: DeployPolicy): readonly PolicyDocument[] {
  return policies.map(inAccount);
}

export function inAccount(policy: PolicyDocument): PolicyDocument {
  return JSON.parse(inPlace(JSON.stringify(policy), PLACE));
}

/**
 * @param boundary of the role that asks, if it has one
 * @throws Error for a request that AWS could not be sent
 */
export async function isAllowed(
  documents: readonly object[],
  { action, resource, context = {} }: Request,
  boundary?: PolicyDocument,
): Promise<boolean> {
  const simulation = {
    request: {
      action,
      principal: `arn:aws:iam::${ACCOUNT}:role/deploy`,
      resource: { resource, accountId: ACCOUNT },
      contextVariables: context,
    },
    identityPolicies: documents.map((policy, index) => ({ name: `policy-${index}`, policy })),
    ...(boundary && { permissionBoundaryPolicies: [{ name: 'boundary', policy: boundary }] }),
    ...(action.startsWith('kms:') && { resourcePolicy: KEY_POLICY }),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
  const { resultType, overallResult, errors } = await simulator.runSimulation(simulation, {});
  if (resultType !== 'error') return overallResult === 'Allowed';
  throw new Error(`${action} on ${resource}: ${JSON.stringify(errors)}`);
}

/** Of a key that leaves it to IAM who may use it (KMS developer guide, "Default key policy"). */
const KEY_POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
};

/** What an administrator has. */
export const EVERYTHING = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** Those that are not allowed, one line each. */
export async function refusedOf(documents: readonly object[], requests: readonly Request[]) {
  return pick(documents, requests, false);
}

/** Those that are allowed, one line each. */
export async function allowedOf(documents: readonly object[], requests: readonly Request[]) {
  return pick(documents, requests, true);
}

async function pick(documents: readonly object[], requests: readonly Request[], wanted: boolean) {
  const lines: string[] = [];
  for (const request of requests) {
    if ((await isAllowed(documents, request)) !== wanted) continue;
    lines.push(`${request.action} on ${request.resource} ${JSON.stringify(request.context ?? {})}`);
  }
  return lines;
}
