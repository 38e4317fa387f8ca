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

/** What says that AWS was not reached; it holds for names of errors and for codes of the system. */
const NOT_REACHED =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|TimeoutError/;

/**
 * @throws InputError AWS_UNREACHABLE; AWS_NO_CREDENTIALS when AWS does not say who this is; what `resolveIdentity` throws
 */
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
    if (cause instanceof Error && NOT_REACHED.test(`${cause.name} ${reason}`)) {
      throw new InputError(
        'AWS_UNREACHABLE',
        `AWS was not reached (${reason}); expected a way to AWS from here, and a Region that there is (this is ${identity.region})${proxyNote()}`,
        { cause },
      );
    }
    throw new InputError(
      'AWS_NO_CREDENTIALS',
      `AWS does not say who you are (${reason}); expected ${whatIsMissing(cause, identity.region)}`,
      { cause },
    );
  }
}

/** The SDK reads no such variable ("Configure proxies for Node.js"). */
function proxyNote(): string {
  const name = ['HTTPS_PROXY', 'https_proxy'].find((each) => process.env[each]);
  return name === undefined ? '' : `; ${name} is set, and this command does not use it`;
}

/** By the name of the error (STS API reference, "Common errors"), or of the SDK's own. */
function whatIsMissing(cause: unknown, region: string): string {
  const { name, message } = cause instanceof Error ? cause : { name: '', message: '' };
  if (/expired/i.test(`${name} ${message}`))
    return 'new ones, since these have expired: sign in again (aws sso login), or take new keys';
  // A Region that is not enabled knows no account's keys.
  if (['InvalidClientTokenId', 'UnrecognizedClientException'].includes(name))
    return `valid ones, and a Region that is enabled for their account (this is ${region})`;
  return 'credentials as for the AWS CLI, such as AWS_PROFILE';
}

/** `account 123456789012, Region eu-west-1 (AWS_REGION), as arn:…` */
export function describeAccount({ id, region, regionSource, caller }: Account): string {
  return `account ${id}, Region ${region} (${regionSource ?? 'nothing names one'}), as ${caller}`;
}
