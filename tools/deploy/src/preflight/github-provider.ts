import { GetOpenIDConnectProviderCommand } from '@aws-sdk/client-iam';
import type { Account } from '@private-lambda/aws/account';
import { listResources } from '@private-lambda/aws/list-resources';
import type { Deployment, PlannedStack } from './deployment.ts';
import { iamArn } from './iam-arn.ts';
import { exists } from './names.ts';

/**
 * Has the account the provider already that the deployer would make? It takes one for each URL (IAM API reference,
 * CreateOpenIDConnectProvider: EntityAlreadyExists).
 * @returns one line when it has, and the stack has not
 */
export async function checkGitHubProvider(
  account: Account,
  { stage, settings }: Deployment,
  { service, name, resources, deployed }: PlannedStack,
): Promise<readonly string[]> {
  const provider = resources.find(({ type }) => type === 'AWS::IAM::OIDCProvider');
  const url = provider?.properties['Url'];
  if (provider === undefined || settings.deployer?.oidcProviderArn) return [];
  if (typeof url !== 'string') throw new Error(`${provider.logicalId}: its Url is no text`);
  const own = deployed ? await listResources(account, name) : new Map<string, string>();
  if (own.has(provider.logicalId)) return [];
  const host = new URL(url).host;
  const arn = iamArn(account, `oidc-provider/${host}`);
  const command = new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn });
  if (!(await exists(account.iam.send(command)))) return [];
  return [
    `${service}: the account has a provider for ${host} already; set deployer.oidcProviderArn: ${arn} in config/stages/${stage}.yml`,
  ];
}
