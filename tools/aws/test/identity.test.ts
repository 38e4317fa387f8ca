import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { childEnvironment, resolveIdentity } from '../src/identity.ts';

const directory = mkdtempSync(join(tmpdir(), 'identity-'));
const config = join(directory, 'config');
writeFileSync(
  config,
  '[default]\nregion = eu-north-1\n[profile a]\nregion = eu-west-3\n[profile b]\n[profile c]\nregion = eu-west-3\n',
);
afterAll(() => rmSync(directory, { recursive: true }));

const credentials = join(directory, 'credentials');
writeFileSync(credentials, '[a]\naws_access_key_id = k\n[c]\nregion = eu-central-2\n');
const files = { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials };
const keys = { AWS_ACCESS_KEY_ID: 'k', AWS_SECRET_ACCESS_KEY: 's' };
const resolve = (environment: NodeJS.ProcessEnv, pinnedRegion?: string) =>
  resolveIdentity({
    environment: { ...files, ...environment },
    stage: 'prod',
    settings: pinnedRegion ? { region: pinnedRegion } : {},
  });

describe('the Region', () => {
  it.each([
    [{ AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-1', 'AWS_REGION'],
    [{ AWS_DEFAULT_REGION: 'eu-west-2', AWS_PROFILE: 'a' }, 'eu-west-2', 'AWS_DEFAULT_REGION'],
    [{ AWS_PROFILE: 'a' }, 'eu-west-3', 'profile a'],
    [{ AWS_DEFAULT_PROFILE: 'a' }, 'eu-west-3', 'profile a'],
    [{}, 'eu-north-1', 'profile default'],
    [{ AWS_PROFILE: 'b' }, 'us-east-1', undefined],
    [{ AWS_PROFILE: 'c' }, 'eu-central-2', 'profile c'],
    [{ AWS_DEFAULT_PROFILE: 'a', ...keys }, 'eu-west-3', 'profile a'],
  ])('of %j is %s, by %s', async (environment, region, regionSource) => {
    expect(await resolve(environment)).toMatchObject({ region, regionSource });
  });

  it('of a stage that pins one is that', async () => {
    expect(await resolve({ AWS_PROFILE: 'b' }, 'eu-west-1')).toMatchObject({
      region: 'eu-west-1',
      regionSource: 'the stage file',
    });
    expect(await resolve({ AWS_REGION: 'eu-west-1' }, 'eu-west-1')).toMatchObject({
      regionSource: 'AWS_REGION',
    });
  });

  it.each([{ AWS_REGION: 'us-east-1' }, { AWS_DEFAULT_REGION: 'us-east-1' }, { AWS_PROFILE: 'a' }])(
    'of a stage that pins one is not overruled by %j',
    async (environment) => {
      await expect(resolve(environment, 'eu-west-1')).rejects.toThrow(
        /^(AWS_\w+|profile a) is \S+, and the stage is for eu-west-1 only/,
      );
    },
  );

  it('has the form of one', async () => {
    await expect(resolve({ AWS_REGION: 'Ireland' })).rejects.toThrow(
      'AWS_REGION: found "Ireland", expected a Region such as eu-west-1',
    );
  });
});

describe('the credentials', () => {
  it.each([
    [{ AWS_PROFILE: 'a' }, 'a', false],
    [{ AWS_DEFAULT_PROFILE: 'a' }, 'a', false],
    [{ AWS_DEFAULT_PROFILE: 'a', ...keys }, undefined, true],
    [keys, undefined, true],
    [{}, undefined, false],
  ])('of %j are those of profile %s', async (environment, profile, environmentKeys) => {
    expect(await resolve(environment)).toMatchObject({ profile, environmentKeys });
  });

  it.each([
    [{ AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: 'b' }, 'AWS_DEFAULT_PROFILE is b'],
    [{ AWS_PROFILE: 'a', ...keys }, 'AWS_ACCESS_KEY_ID is set'],
    [{ AWS_PROFILE: 'a', AWS_PROD_PROFILE: 'b' }, 'AWS_PROD_PROFILE is set'],
    [{ AWS_PROD_PROFILE: 'b' }, 'AWS_PROD_PROFILE is set'],
    [
      { ...keys, AWS_PROD_ACCESS_KEY_ID: 'o', AWS_PROD_SECRET_ACCESS_KEY: 'p' },
      'AWS_PROD_ACCESS_KEY_ID is set',
    ],
  ])('of %j are refused, since osls and the AWS CLI would choose differently', async (env, why) => {
    await expect(resolve(env)).rejects.toThrow(why);
  });

  it.each([
    ['SECRET_ACCESS_KEY', 'another'],
    ['SESSION_TOKEN', 'another'],
  ])('of the stage are refused when their %s alone differs', async (part, value) => {
    const same = { AWS_PROD_ACCESS_KEY_ID: 'k', AWS_PROD_SECRET_ACCESS_KEY: 's', ...keys };
    await expect(resolve(same)).resolves.toMatchObject({ environmentKeys: true });
    await expect(resolve({ ...same, [`AWS_PROD_${part}`]: value })).rejects.toThrow(
      'AWS_PROD_ACCESS_KEY_ID is set',
    );
  });

  it('may be named twice alike', async () => {
    await expect(resolve({ AWS_PROFILE: 'a', AWS_PROD_PROFILE: 'a' })).resolves.toBeDefined();
    await expect(resolve({ AWS_PROFILE: 'a', AWS_DEV_PROFILE: 'b' })).resolves.toBeDefined();
  });
});

describe('the environment of a child', () => {
  const hand = async (environment: NodeJS.ProcessEnv) => {
    const options = { environment: { ...environment, ...files, HOME: '/h' }, stage: 'prod' };
    return childEnvironment(await resolveIdentity(options), options);
  };

  it('names one profile and one Region, by every name that is read', async () => {
    expect(await hand({ AWS_DEFAULT_PROFILE: 'a', AWS_PROD_PROFILE: 'a' })).toEqual({
      ...files,
      HOME: '/h',
      AWS_PROFILE: 'a',
      AWS_REGION: 'eu-west-3',
      AWS_DEFAULT_REGION: 'eu-west-3',
    });
  });

  it.each(['shared', 'config', 'access'])(
    "keeps AWS's own names on a stage called %s",
    async (stage) => {
      const options = { environment: { ...files, ...keys, AWS_REGION: 'eu-west-1' }, stage };
      const environment = childEnvironment(await resolveIdentity(options), options);
      expect(environment).toMatchObject({ ...files, ...keys });
    },
  );

  it('has the keys that were found, and no profile beside them', async () => {
    expect(await hand({ ...keys, AWS_DEFAULT_PROFILE: 'a', AWS_SESSION_TOKEN: 't' })).toEqual({
      ...files,
      ...keys,
      HOME: '/h',
      AWS_SESSION_TOKEN: 't',
      AWS_REGION: 'eu-west-3',
      AWS_DEFAULT_REGION: 'eu-west-3',
    });
  });

  const nowhere = { AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull };

  it.each([
    ['config', '[default]\nregion = eu-north-1\n', nowhere],
    ['credentials', '[default]\nregion = eu-north-1\n', nowhere],
    ['config', '[default]\n[profile a]\nrole_arn = r\n', nowhere],
    ['credentials', '[default]\naws_access_key_id = k\n', {}],
    ['config', '[default]\nrole_arn = r\n', {}],
    ['config', '[profile default]\nsso_session = s\n', {}],
    ['config', '[default]\ncredential_process = p\n', {}],
    ['config', '[default]\nweb_identity_token_file = t\n', {}],
    ['config', '[default]\nlogin_session = l\n', {}],
  ])('of a machine with the %s %j has its files for credentials only', async (file, text, has) => {
    const home = mkdtempSync(join(directory, 'home-'));
    const own = {
      AWS_CONFIG_FILE: join(home, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    };
    writeFileSync(join(home, file), text);
    const options = { environment: { ...own, AWS_REGION: 'eu-west-1' } };
    const environment = childEnvironment(await resolveIdentity(options), options);
    expect(environment).toEqual({
      ...options.environment,
      AWS_DEFAULT_REGION: 'eu-west-1',
      ...has,
    });
  });

  it.each([keys, { AWS_PROFILE: 'a' }])('of %j keeps the files', async (environment) => {
    expect(await hand(environment)).toMatchObject(files);
  });

  it('gives osls the role of a machine whose default profile names a Region only', async () => {
    const role = createServer((_request, response) => {
      const [AccessKeyId, SecretAccessKey, Token] = ['of-the-role', 's', 't'];
      const Expiration = '2099-01-01T00:00:00Z';
      response.end(JSON.stringify({ AccessKeyId, SecretAccessKey, Token, Expiration }));
    });
    await once(role.listen(0, '127.0.0.1'), 'listening');
    try {
      const address = role.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      const AWS_CONTAINER_CREDENTIALS_FULL_URI = `http://127.0.0.1:${port}/`;
      const handed = await hand({ AWS_CONTAINER_CREDENTIALS_FULL_URI });
      expect(await keyOfOsls(handed)).toBe('of-the-role');
      await expect(keyOfOsls({ ...handed, ...files })).rejects.toThrow('profile: [default]');
    } finally {
      role.close();
    }
  });
});

/** The access key that osls finds, in a process of its own. */
async function keyOfOsls(environment: NodeJS.ProcessEnv): Promise<string> {
  const script = `require('serverless/lib/aws/credentials')
    .getAwsSdkV3CredentialsProvider()().then((found) => process.stdout.write(found.accessKeyId))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--eval', script], {
    env: environment,
  });
  return stdout;
}
