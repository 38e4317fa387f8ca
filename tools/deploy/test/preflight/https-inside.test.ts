import type { Stage } from '../../../../config/stage.js';
import type { PlannedStack } from '../../src/preflight/deployment.ts';
import { check, deployed, nothing, planned, useEmulatedAccount } from './emulated-account.ts';

useEmulatedAccount();

type Step = Pick<Stage, 'apiProtocol' | 'callersUse'>;
type Scheme = 'http' | 'https';

const Bucket = { Type: 'AWS::S3::Bucket' };
const settings = { natMode: 'none' } as const;

/** A caller's stack, as osls and the ECS caller's template say what it calls. */
const caller = (service: string, ofItsOwn: object) =>
  deployed(planned(service), {
    Resources: {
      Bucket,
      Nothing: { Type: 'AWS::CloudFormation::WaitConditionHandle', Metadata: ofItsOwn },
    },
  });
const named = (scheme: Scheme) =>
  caller('public-caller', {
    Variables: { PROTECTED_API_URL: `${scheme}://a.internal:80` },
  });
const unnamed = (scheme: Scheme) =>
  caller('public-caller', {
    Variables: {
      PROTECTED_API_URL: { 'Fn::Sub': [`${scheme}://\${Dns}:80`, { Dns: 'a' }] },
    },
  });
const container = (scheme: Scheme) =>
  caller('ecs-caller', {
    Environment: [{ Name: 'PROTECTED_API_URL', Value: `${scheme}://a.internal:80` }],
  });

/** What a deploy is about, where the protected API was deployed with this; with the callers as they are. */
async function standing(
  apiProtocol: string | undefined,
  ...callers: Promise<PlannedStack>[]
): Promise<readonly PlannedStack[]> {
  const parameters = apiProtocol === undefined ? {} : { ApiProtocol: apiProtocol };
  const api = await deployed(planned('protected-api'), { Resources: { Bucket } }, parameters);
  return [planned('network'), api, ...(await Promise.all(callers))];
}

describe('a step between HTTP and HTTPS inside', () => {
  it.each<[string | undefined, Scheme, Step['apiProtocol']]>([
    ['http', 'http', 'https'],
    [undefined, 'http', 'https'],
    ['https', 'https', 'http'],
  ])('is not left out: from %s (callers on %s) to %s', async (before, callers, apiProtocol) => {
    const stacks = await standing(before, named(callers));
    expect(await check(stacks, { ...settings, apiProtocol })).toEqual({
      failures: [
        `protected-api: apiProtocol is ${callers} in stack private-lambda-protected-api-dev, and ${apiProtocol} would take that away while callers use it; expected apiProtocol: both with callersUse: ${callers} first, in config/stages/dev.yml (docs/https-inside.md)`,
      ],
      notes: [],
    });
  });

  it.each([
    ['http', 'https', named],
    ['http', 'https', unnamed],
    ['https', 'http', named],
  ] as const)(
    'is not left out by callers on %s, when only %s is to stay',
    async (scheme, apiProtocol, calling) => {
      const stacks = await standing('both', calling(scheme));
      expect((await check(stacks, { ...settings, apiProtocol })).failures).toEqual([
        `public-caller: apiProtocol: ${apiProtocol} would take away what the deployed callers use; expected apiProtocol: both with callersUse: ${apiProtocol}, and a deploy of public-caller, first, in config/stages/dev.yml (docs/https-inside.md)`,
      ]);
    },
  );

  it('waits for the ECS caller, too, and for a caller that this deploy is not about', async () => {
    const stacks = await standing('both', named('https'), container('http'));
    const step = { ...settings, apiProtocol: 'https', ecsCaller: true } as const;
    const refused = [expect.stringMatching(/^ecs-caller: .* and a deploy of ecs-caller, first/)];
    expect((await check(stacks, step)).failures).toEqual(refused);
    expect((await check([planned('network')], step)).failures).toEqual(refused);
  });

  it('is free where nothing is taken away: by a deploy of a caller alone, and before the first deploy', async () => {
    const stacks = [planned('network'), planned('protected-api'), planned('public-caller')];
    for (const apiProtocol of ['http', 'both', 'https'] as const) {
      expect(await check(stacks, { ...settings, apiProtocol })).toEqual(nothing);
    }
    await standing('http', named('http'));
    expect(await check([planned('public-caller')], { apiProtocol: 'https' })).toEqual(nothing);
  });

  it.each<[string, Scheme, Step]>([
    ['http', 'http', { apiProtocol: 'both', callersUse: 'http' }],
    ['both', 'http', { apiProtocol: 'both', callersUse: 'https' }],
    ['both', 'https', { apiProtocol: 'https', callersUse: 'https' }],
    ['https', 'https', { apiProtocol: 'https' }],
    ['https', 'https', { apiProtocol: 'both', callersUse: 'https' }],
    ['both', 'https', { apiProtocol: 'both', callersUse: 'http' }],
    ['both', 'http', { apiProtocol: 'http' }],
    ['http', 'http', { apiProtocol: 'http' }],
  ])(
    'is made as docs/https-inside.md has it: %s, callers on %s, then %j',
    async (before, callers, step) => {
      const stacks = await standing(before, named(callers));
      expect(await check(stacks, { ...settings, ...step })).toEqual(nothing);
    },
  );
});
