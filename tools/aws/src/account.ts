import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { InputError } from '@private-lambda/command-line/input-error';
import { type Aws, connectToAws } from './clients.ts';
import { childEnvironment, type IdentityOptions, resolveIdentity } from './identity.ts';

/** The AWS account and Region of a command, and the way to hand them on. */
export interface Account extends Aws {
  readonly id: string;
  /** Who asks: the ARN of a user or of an assumed role. */
  readonly caller: string;
  readonly region: string;
  /** What names the Region; undefined when nothing does. */
  readonly regionSource: string | undefined;
  /** Environment for child processes: the same account and Region, and no other. */
  readonly environment: NodeJS.ProcessEnv;
}

/** @throws InputError AWS_NO_CREDENTIALS when AWS does not say who this is; what `resolveIdentity` throws */
export async function openAccount(
  options: Omit<IdentityOptions, 'environment'> = {},
): Promise<Account> {
  const settings = { ...options, environment: process.env };
  const identity = await resolveIdentity(settings);
  const aws = connectToAws(identity);
  try {
    const { Account: id = '', Arn: caller = '' } = await aws.sts.send(
      new GetCallerIdentityCommand({}),
    );
    const { region, regionSource } = identity;
    const environment = childEnvironment(identity, settings);
    return { ...aws, id, caller, region, regionSource, environment };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(
      'AWS_NO_CREDENTIALS',
      `AWS does not say who you are (${reason}); expected ${whatIsMissing(cause, identity.region)}`,
      { cause },
    );
  }
}

/** By the name of the error (STS API reference, "Common errors"), or of the SDK's own. */
function whatIsMissing(cause: unknown, region: string): string {
  const { name, message } = cause instanceof Error ? cause : { name: '', message: '' };
  if (/expired/i.test(`${name} ${message}`))
    return 'new ones, since these have expired: sign in again (aws sso login), or take new keys';
  // A Region that is not enabled knows no account's keys, and one that is not there has no address.
  const isUnknown = ['InvalidClientTokenId', 'UnrecognizedClientException'].includes(name);
  if (isUnknown || message.includes('ENOTFOUND'))
    return `valid ones, and a Region that is enabled for their account (this is ${region})`;
  return 'credentials as for the AWS CLI, such as AWS_PROFILE';
}

/** `account 123456789012, Region eu-west-1 (AWS_REGION), as arn:…` */
export function describeAccount({ id, region, regionSource, caller }: Account): string {
  return `account ${id}, Region ${region} (${regionSource ?? 'nothing names one'}), as ${caller}`;
}
