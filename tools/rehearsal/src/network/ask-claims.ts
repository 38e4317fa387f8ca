import type { Aws } from '@private-lambda/aws/clients';
import type { Answer } from 'cfn-reach/src/analysis/answer.ts';
import type { Interface, Network } from 'cfn-reach/src/model/network.ts';
import { checkClaims } from 'cfn-reach/src/policy/check-policy.ts';
import type { ClaimResult } from 'cfn-reach/src/policy/finding.ts';
import { projectPolicy } from 'cfn-reach/src/project/project-policy.ts';
import { readTemplate } from 'cfn-reach/src/template/template.ts';
import { readDeployedTemplate } from '../aws/deployed-template.ts';
import type { Stack } from '../aws/stack.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import type { DeployedSystem } from '../system/deployed-system.ts';

/** What the claims of reach.yml ask, and what reach says of the templates as they are deployed now. */
export interface AskedClaims {
  readonly stacks: readonly Pick<Stack, 'name' | 'resources'>[];
  readonly questions: readonly Asked[];
  /** How many claims are made. */
  readonly claims: number;
}

/** A question from one interface of the source, under the ids of the templates. */
export interface Asked {
  /** Ids of the claims that ask it. */
  readonly claims: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly port: number;
  /** Undefined for the internet, and for who runs outside every VPC. */
  readonly own: Interface | undefined;
  readonly answer: Answer;
  /** With whomever the claim supposes. */
  readonly network: Network;
}

/**
 * Holds the deployed templates to the claims, and writes down each question that decides one.
 * @throws BrokenClaimError for a claim that they do not satisfy
 */
export async function askClaims(aws: Aws, system: DeployedSystem): Promise<AskedClaims> {
  const { network, protectedApi, publicCaller, ecsCaller } = system;
  const stacks = [network, protectedApi, publicCaller, ...(ecsCaller ? [ecsCaller] : [])];
  const deployed = await Promise.all(stacks.map((stack) => readDeployed(aws, stack.name)));
  const { policyFile, variables } = projectPolicy(system.stage, system.settings, []);
  const asked = new Map<string, Asked>();
  const { claims } = checkClaims(
    policyFile,
    {
      templates: deployed.map(({ template }) => template),
      parameters: new Map(deployed.map(({ template, parameters }) => [template.stack, parameters])),
      region: await aws.ec2.config.region(),
      physicalIds: new Map(),
      names: new Map(),
    },
    {
      ...(variables && { variables }),
      heard: (claim, answer, world, own) => {
        const said = answer();
        const { from, to, port } = said;
        const key = `${from} ${own?.subnet} ${to} ${port}`;
        const claims = [...new Set([...(asked.get(key)?.claims ?? []), claim])];
        const { network: supposed } = world.reachability;
        asked.set(key, { claims, from, to, port, own, answer: said, network: supposed });
      },
    },
  );
  return { stacks, questions: [...asked.values()], claims: countSatisfied(claims) };
}

/** How many claims are made. @throws BrokenClaimError for one that is not satisfied, with what reach found */
export function countSatisfied(claims: readonly ClaimResult[]): number {
  const made = claims.filter(({ outcome }) => outcome !== 'absent');
  const broken = made.find(({ outcome }) => outcome !== 'satisfied');
  if (!broken) return made.length;
  const { id, says, outcome, findings } = broken;
  throw new BrokenClaimError(
    `claim ${id} of reach.yml is ${outcome}: ${findings[0]?.message ?? says}`,
  );
}

async function readDeployed({ cloudFormation }: Aws, StackName: string) {
  const { body, parameters } = await readDeployedTemplate(cloudFormation, StackName);
  return { template: readTemplate(StackName, StackName, JSON.parse(body)), parameters };
}
