import { outputOf, parameterOf } from '@private-lambda/aws/find-stack';
import { PROTECTED_API } from '../../../../config/names.js';
import type { ImportersOf } from '../importers.ts';
import type { Deployment } from './deployment.ts';

/**
 * Does the deploy change the name that living callers call, or who answers for it? CloudFormation changes no export that
 * somebody imports, and takes a record away before callers, who come last, know another (docs/https-inside.md).
 * @returns one line with the step that comes before
 */
export async function checkNameStep(
  importersOf: ImportersOf,
  { stage, settings, stacks }: Deployment,
): Promise<readonly string[]> {
  const api = stacks.find(({ service }) => service === PROTECTED_API);
  const name = outputOf(api?.deployed, 'ApiDomainName');
  if (!api || name === undefined) return [];
  const zone = parameterOf(api.deployed, 'ApiHostedZone') ?? '';
  const changed = [
    { key: 'apiDomainName', from: name, to: settings.apiDomainName },
    { key: 'apiHostedZone', from: zone, to: settings.apiHostedZone },
    // Where the stack has no record, none is taken away.
  ].find(({ from, to }) => from !== '' && from !== to);
  const users = changed ? await importersOf(`${api.name}-ApiDomainName`) : [];
  if (!changed || users.length === 0) return [];
  const { key, from, to } = changed;
  const show = (value: string) => value || 'none';
  return [
    `${PROTECTED_API}: ${key} is ${show(from)} in stack ${api.name}, and would be ${show(to)} while ${users.join(' and ')} call${users.length === 1 ? 's' : ''} ${name}; expected ${key} as it was, and callers without the name first, in config/stages/${stage}.yml (docs/https-inside.md, "Other changes")`,
  ];
}
