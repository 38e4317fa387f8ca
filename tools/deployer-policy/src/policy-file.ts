import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeOutputFile } from '@private-lambda/command-line/write-output-file';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import type { DeployPolicy } from './make-policy.ts';
import type { Subject } from './subject.ts';

/** The file that services/deployer deploys for a stage, from the root of the repository. */
export const policyFile = (stage: string) => `services/deployer/policies/${stage}.json`;

/**
 * Resources of services/deployer: each policy is attached to the role of the stage; the boundary is attached to
 * nothing, roles name it.
 */
export function policyResources({ policies, boundary }: DeployPolicy, subject: Subject): string {
  const resources = {
    ...Object.fromEntries(
      policies.map((PolicyDocument, index) => [
        `DeployPolicy${index + 1}`,
        {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: {
            Description: 'Part of what the deploy role may do; made by npm run policy',
            Roles: [{ Ref: 'DeployRole' }],
            PolicyDocument,
          },
        },
      ]),
    ),
    ...(subject.makesBoundary && {
      Boundary: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          ManagedPolicyName: subject.boundary,
          Description: 'What the roles of this project may do at most; made by npm run policy',
          PolicyDocument: boundary,
        },
      },
    }),
  };
  return `${JSON.stringify({ Resources: substituted(resources) }, null, 2)}\n`;
}

/** CloudFormation's own variables stand in strings, and are carried out by Fn::Sub. */
function substituted(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('${') ? { 'Fn::Sub': value } : value;
  if (Array.isArray(value)) return value.map(substituted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, substituted(inner)]));
}

export function isCurrent(stage: string, content: string): boolean {
  const file = join(repositoryRoot, policyFile(stage));
  return existsSync(file) && readFileSync(file, 'utf8') === content;
}

export function writePolicyFile(stage: string, content: string): void {
  const file = join(repositoryRoot, policyFile(stage));
  mkdirSync(dirname(file), { recursive: true });
  writeOutputFile(file, content, 'POLICY_FILE_UNWRITABLE', '--write');
}
