import { devNull } from 'node:os';
import { InputError } from '@private-lambda/command-line/input-error';
import { findNamedRegion, readSharedFiles } from '../../../config/named-region.js';
import { chooseRegion, type RegionalStage } from '../../../config/region.js';

/** Which credentials and which Region a command uses, and hands to everything that it starts. */
export interface Identity {
  /** Name in the AWS CLI's configuration files; undefined for keys of the environment, or the machine's own role. */
  readonly profile: string | undefined;
  /** True when the keys of the environment are used. */
  readonly environmentKeys: boolean;
  /** True when neither is there and the profile `default` gives none: the machine's own role, or nothing. */
  readonly machineRole: boolean;
  readonly region: string;
  /** What names the Region: `AWS_REGION`, `profile default`; undefined when nothing does. */
  readonly regionSource: string | undefined;
}

export interface IdentityOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** Option `--region` of a tool. */
  readonly regionOption?: string | undefined;
  /** The stage that is deployed: osls reads variables with its name. */
  readonly stage?: string | undefined;
  /** Of that stage; one that names a Region belongs there. */
  readonly settings?: RegionalStage;
}

/**
 * Finds credentials and Region as the AWS CLI does (user guide, "Configuration settings and precedence"), but for two
 * things: where the CLI, the SDKs and osls would choose different credentials this refuses, and where nothing names a
 * Region it takes us-east-1, as the README's first deploy does.
 * @throws InputError AWS_CREDENTIALS_AMBIGUOUS, AWS_CREDENTIALS_OF_STAGE, AWS_REGION_REFUSED
 */
export async function resolveIdentity(options: IdentityOptions): Promise<Identity> {
  const { environment, regionOption: option, stage, settings = {} } = options;
  const environmentKeys = hasKeys(environment, 'AWS');
  const profile = chooseProfile(environment, environmentKeys);
  if (stage !== undefined) refuseStageVariables(environment, stage, profile);
  const found = await findNamedRegion({ option, environment });
  const chosen = chooseRegion(settings, found);
  if ('problem' in chosen) throw new InputError('AWS_REGION_REFUSED', chosen.problem);
  const { region } = chosen;
  const regionSource = found?.from ?? (settings.region ? 'the stage file' : undefined);
  const machineRole =
    !environmentKeys && profile === undefined && !(await hasDefaultCredentials(environment));
  return { profile, environmentKeys, machineRole, region, regionSource };
}

/**
 * The environment for a child process: the same credentials and Region, under the names that osls, the SDKs and the
 * CLI all read first, and nothing that could mean others.
 */
export function childEnvironment(
  { profile, environmentKeys, machineRole, region }: Identity,
  { environment, stage }: IdentityOptions,
): NodeJS.ProcessEnv {
  const left = Object.entries(environment).filter(
    ([name]) =>
      !/^AWS_(DEFAULT_)?(PROFILE|REGION)$/.test(name) &&
      !(stage !== undefined && isOfStage(name, stage)) &&
      (environmentKeys || !/^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$/.test(name)),
  );
  return {
    ...Object.fromEntries(left),
    ...(profile !== undefined && { AWS_PROFILE: profile }),
    // osls takes a profile `default` that names but a Region for credentials, and stops there; the SDKs go on.
    ...(machineRole && { AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull }),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  };
}

/** The settings from which the SDKs get credentials (SDKs and tools reference guide, "Settings reference"). */
const credentialSetting =
  /^(aws_access_key_id|aws_secret_access_key|role_arn|sso_\w+|credential_process|web_identity_token_file|login_session)$/;

async function hasDefaultCredentials(environment: NodeJS.ProcessEnv): Promise<boolean> {
  const { configFile, credentialsFile } = await readSharedFiles(environment);
  return [configFile, credentialsFile].some(({ default: settings = {} }) =>
    Object.keys(settings).some((name) => credentialSetting.test(name)),
  );
}

/** What osls reads under the name of a stage. A stage may be called so that AWS's own names begin like that, too. */
function isOfStage(name: string, stage: string): boolean {
  const prefix = stagePrefix(stage);
  const rest = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  return /^(PROFILE|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$/.test(rest);
}

/** Keys of the environment win over AWS_DEFAULT_PROFILE everywhere; over AWS_PROFILE only in the CLI. */
function chooseProfile(
  { AWS_PROFILE, AWS_DEFAULT_PROFILE }: NodeJS.ProcessEnv,
  environmentKeys: boolean,
): string | undefined {
  if (AWS_PROFILE && environmentKeys) {
    throw new InputError(
      'AWS_CREDENTIALS_AMBIGUOUS',
      `AWS_PROFILE is ${AWS_PROFILE} and AWS_ACCESS_KEY_ID is set: the AWS CLI would use the key, osls the profile; unset one of them`,
    );
  }
  if (AWS_PROFILE && AWS_DEFAULT_PROFILE && AWS_PROFILE !== AWS_DEFAULT_PROFILE) {
    throw new InputError(
      'AWS_CREDENTIALS_AMBIGUOUS',
      `AWS_PROFILE is ${AWS_PROFILE} and AWS_DEFAULT_PROFILE is ${AWS_DEFAULT_PROFILE}: the AWS CLI would use the second, osls the first; unset one of them`,
    );
  }
  return environmentKeys ? undefined : AWS_PROFILE || AWS_DEFAULT_PROFILE || undefined;
}

/** osls prefers `AWS_<STAGE>_PROFILE` and `AWS_<STAGE>_ACCESS_KEY_ID` to all others; nothing else knows them. */
function refuseStageVariables(
  environment: NodeJS.ProcessEnv,
  stage: string,
  profile: string | undefined,
): void {
  const prefix = stagePrefix(stage);
  const stageProfile = environment[`${prefix}PROFILE`];
  const sameKeys =
    !profile &&
    ['ACCESS_KEY_ID', 'SECRET_ACCESS_KEY', 'SESSION_TOKEN'].every(
      (part) => environment[`${prefix}${part}`] === environment[`AWS_${part}`],
    );
  const contradiction =
    (stageProfile && stageProfile !== profile && `${prefix}PROFILE`) ||
    (hasKeys(environment, prefix.slice(0, -1)) && !sameKeys && `${prefix}ACCESS_KEY_ID`);
  if (!contradiction) return;
  throw new InputError(
    'AWS_CREDENTIALS_OF_STAGE',
    `${contradiction} is set: osls would use it for stage "${stage}", where the AWS CLI uses ${profile ? `profile ${profile}` : 'other credentials'}; unset it, and set AWS_PROFILE to what you mean`,
  );
}

function stagePrefix(stage: string): string {
  return `AWS_${stage.toUpperCase()}_`;
}

function hasKeys(environment: NodeJS.ProcessEnv, prefix: string): boolean {
  return Boolean(
    environment[`${prefix}_ACCESS_KEY_ID`] && environment[`${prefix}_SECRET_ACCESS_KEY`],
  );
}
