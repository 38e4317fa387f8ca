import { GetDomainNameCommand } from '@aws-sdk/client-apigatewayv2';
import type { Account } from '@private-lambda/aws/account';
import { listResources } from '@private-lambda/aws/list-resources';
import type { Stage } from '../../../../config/stage.js';
import type { PlannedStack } from './deployment.ts';

const TYPE = 'AWS::ApiGatewayV2::DomainName';

/**
 * Is the name of the HTTP API free in this account and Region, or that of the stack already?
 * @returns one line when not
 */
export async function checkPublicDomain(
  account: Account,
  { publicDomainName: name }: Pick<Stage, 'publicDomainName'>,
  { service, name: stack, resources, deployed }: PlannedStack,
): Promise<readonly string[]> {
  const domain = resources.find(({ type }) => type === TYPE);
  if (!domain || !name || !(await isThere(account, name))) return [];
  const own = deployed ? await listResources(account, stack) : new Map<string, string>();
  if (own.get(domain.logicalId) === name) return [];
  return [
    `${service}: API Gateway has a domain name ${name} already, which is not of stack ${stack}; remove it, or choose another publicDomainName`,
  ];
}

async function isThere({ httpApi }: Account, DomainName: string): Promise<boolean> {
  try {
    await httpApi.send(new GetDomainNameCommand({ DomainName }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFoundException') return false;
    throw error;
  }
}
