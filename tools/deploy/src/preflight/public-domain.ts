import { GetDomainNameCommand } from '@aws-sdk/client-apigatewayv2';
import type { Account } from '@private-lambda/aws/account';
import { listResources } from '@private-lambda/aws/list-resources';
import { isDeployRole } from './deploy-role.ts';
import type { Deployment, PlannedStack } from './deployment.ts';

const TYPE = 'AWS::ApiGatewayV2::DomainName';

/**
 * Is the name of the HTTP API free in this account and Region, or that of the stack already? And may the caller take the
 * one away that the stack has? The policy of a deploy role names one name, which is the new one's.
 * @param prefix of the project's names
 * @returns one line when not
 */
export async function checkPublicDomain(
  account: Account,
  { stage, settings: { publicDomainName: name } }: Deployment,
  { service, name: stack, resources, deployed }: PlannedStack,
  prefix: string,
): Promise<readonly string[]> {
  const domain = resources.find(({ type }) => type === TYPE);
  if (!domain) return [];
  const own = deployed ? await listResources(account, stack) : new Map<string, string>();
  const current = own.get(domain.logicalId);
  if (current !== undefined && current !== name && isDeployRole(account, prefix, stage)) {
    return [
      `${service}: this deploy takes the domain name ${current} away, which the deploy role may not; expected an administrator to deploy it (docs/deploy-rights.md)`,
    ];
  }
  if (!name || current === name || !(await isThere(account, name))) return [];
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
