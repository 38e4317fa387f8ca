import { stackNameOf } from '@private-lambda/system/stack-name';
import type { Stage } from '../../../../config/stage.js';
import type { PlannedStack } from '../../src/preflight/deployment.ts';
import { callsOf } from '../../src/preflight/living-callers.ts';
import {
  check,
  deployed,
  nothing,
  planned,
  stage,
  useEmulatedAccount,
} from './emulated-account.ts';

const here = useEmulatedAccount();

type Step = Pick<Stage, 'apiProtocol' | 'callersUse'>;
type Scheme = 'http' | 'https';
const PORT = { http: 80, https: 443 } as const;

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
    Variables: { PROTECTED_API_URL: `${scheme}://a.internal:${PORT[scheme]}` },
  });
const unnamed = (scheme: Scheme) =>
  caller('public-caller', {
    Variables: {
      PROTECTED_API_URL: { 'Fn::Sub': [`${scheme}://\${Dns}:${PORT[scheme]}`, { Dns: 'a' }] },
    },
  });
const container = (scheme: Scheme) =>
  caller('ecs-caller', {
    Environment: [{ Name: 'PROTECTED_API_URL', Value: `${scheme}://a.internal:${PORT[scheme]}` }],
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

/** A network that others may share, and a stack of somebody else that has the key to it. */
async function sharedNetwork(name: string, says: object): Promise<void> {
  const network = stackNameOf('network', stage);
  const Vpc = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } };
  const Export = { Name: `${network}-ApiClientSecurityGroupId` };
  await here.local.create(network, {
    Resources: { Vpc },
    Outputs: { ApiClientSecurityGroupId: { Value: 'sg-1', Export } },
  });
  const GroupDescription = { 'Fn::ImportValue': Export.Name };
  const Group = { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription } };
  await here.local.create(name, { Resources: { Group: { ...Group, Metadata: says } } });
}

describe('a caller of another stage, on the same network', () => {
  const other = 'private-lambda-public-caller-pr-1';
  const https = { ...settings, apiProtocol: 'https' } as const;

  it.each(['both', 'http'])(
    'is not left behind by a deploy of the network (%s)',
    async (before) => {
      await sharedNetwork(other, { PROTECTED_API_URL: 'http://a.internal:80' });
      const stacks = await standing(before, named('https'));
      expect((await check(stacks, https)).failures).toEqual([
        expect.stringContaining(before === 'both' ? `${other}: apiProtocol: https` : 'callersUse'),
      ]);
    },
  );

  it('is no matter of a deploy of the API, nor when it has moved', async () => {
    await sharedNetwork(other, { PROTECTED_API_URL: 'http://a.internal:80' });
    const [, ...withoutNetwork] = await standing('both', named('https'));
    expect(await check(withoutNetwork, https)).toEqual(nothing);
    await here.local.delete(other);
    await here.local.delete(stackNameOf('network', stage));
    await sharedNetwork(other, { PROTECTED_API_URL: 'https://a.internal' });
    expect(await check([planned('network'), ...withoutNetwork], https)).toEqual(nothing);
  });

  it('is said where nobody knows how it calls, when something is taken away', async () => {
    await sharedNetwork(other, { API: 'http://a.internal:80' });
    const stacks = await standing('both', named('https'));
    expect(await check(stacks, https)).toEqual({
      failures: [],
      notes: [
        `how ${other} calls the protected API is not known (its template may not be read, or has no PROTECTED_API_URL); this deploy leaves https alone`,
      ],
    });
    expect(await check(stacks, { ...settings, apiProtocol: 'both' })).toEqual(nothing);
  });
});

describe('a stage that has the network alone', () => {
  const other = 'private-lambda-public-caller-pr-1';
  const https = { ...settings, apiProtocol: 'https' } as const;
  const network = planned('network');

  it('leaves no caller of another stage behind', async () => {
    await sharedNetwork(other, { PROTECTED_API_URL: 'http://a.internal:80' });
    expect((await check([network], https)).failures).toEqual([
      `network: apiProtocol is http in stack ${network.name}, and https would take that away while callers use it; expected apiProtocol: both with callersUse: http first, in config/stages/dev.yml (docs/https-inside.md)`,
    ]);
    expect((await check([network], { ...settings, apiPort: 8080 })).notes).toEqual([
      `${other}: calls fail until the new port is deployed everywhere, apiPort: 8080`,
    ]);
  });

  it('is free where nobody uses it', async () => {
    await here.local.create(network.name, { Resources: { Bucket } });
    expect(await check([network], https)).toEqual(nothing);
  });
});

describe('a port', () => {
  const withHttps = {
    ...settings,
    apiDomainName: 'a.internal',
    apiCertificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/0-1',
  };

  it.each<[Scheme, object, string]>([
    [
      'https',
      { apiProtocol: 'https', apiTlsPort: 8443 },
      'apiTlsPort: 8443 would take away port 443',
    ],
    ['https', { apiProtocol: 'both', apiTlsPort: 8443 }, 'callersUse: http, first'],
    ['http', { apiProtocol: 'both', apiPort: 8080 }, 'apiPort: 8080 would take away port 80'],
    ['http', { apiPort: 8080 }, 'apiProtocol: both with callersUse: https, first'],
  ])('of callers on %s is not taken away: %j', async (scheme, change, line) => {
    const stacks = await standing(
      Object.hasOwn(change, 'apiProtocol') ? 'both' : 'http',
      named(scheme),
    );
    expect((await check(stacks, { ...withHttps, ...change })).failures).toEqual([
      expect.stringContaining(line),
    ]);
  });

  it('of one protocol is not that of the other', async () => {
    const stacks = await standing('both', named('http'));
    const exchanged = { apiProtocol: 'both', apiPort: 8080, apiTlsPort: 80 } as const;
    expect((await check(stacks, { ...withHttps, ...exchanged })).failures).toEqual([
      expect.stringContaining('public-caller: apiPort: 8080 would take away port 80'),
    ]);
  });

  it('moves while callers use the other protocol', async () => {
    const stacks = await standing('both', named('http'));
    const step = { ...withHttps, apiProtocol: 'both', apiTlsPort: 8443 } as const;
    expect(await check(stacks, step)).toEqual(nothing);
  });

  it('moves all the same where there is no other protocol, and it is said', async () => {
    const stacks = await standing('http', named('http'));
    expect(await check(stacks, { ...settings, apiPort: 8080 })).toEqual({
      failures: [],
      notes: ['public-caller: calls fail until the new port is deployed everywhere, apiPort: 8080'],
    });
  });
});

describe('the name that callers call', () => {
  const name = stackNameOf('protected-api', stage);
  const named = async (ApiHostedZone: string, importers: readonly string[]) => {
    const Export = { Name: `${name}-ApiDomainName` };
    const api = await deployed(
      planned('protected-api'),
      {
        Parameters: { ApiHostedZone: { Type: 'String' } },
        Resources: { Bucket },
        Outputs: { ApiDomainName: { Value: 'a.internal', Export } },
      },
      { ApiHostedZone },
    );
    for (const importer of importers) {
      const GroupDescription = { 'Fn::ImportValue': Export.Name };
      const Properties = { GroupDescription };
      await here.local.create(importer, {
        Resources: { Group: { Type: 'AWS::EC2::SecurityGroup', Properties } },
      });
    }
    return [api];
  };

  it.each([
    [
      'apiDomainName',
      { apiDomainName: 'b.internal', apiHostedZone: 'made' },
      'a.internal',
      'b.internal',
    ],
    ['apiDomainName', { apiDomainName: '', apiHostedZone: '' }, 'a.internal', 'none'],
    ['apiHostedZone', { apiDomainName: 'a.internal', apiHostedZone: 'Z1' }, 'made', 'Z1'],
  ])('and its zone stay while somebody imports it (%s)', async (key, change, from, to) => {
    expect((await check(await named('made', ['one', 'two']), change)).failures).toEqual([
      `protected-api: ${key} is ${from} in stack ${name}, and would be ${to} while one and two call a.internal; expected ${key} as it was, and callers without the name first, in config/stages/dev.yml (docs/https-inside.md, "Other changes")`,
    ]);
  });

  it('get a zone where the stack had none: no record goes', async () => {
    const change = { apiDomainName: 'a.internal', apiHostedZone: 'made' };
    expect(await check(await named('', ['one']), change)).toEqual(nothing);
  });

  it('change when nobody does, and nothing is said of what does not change', async () => {
    const same = { apiDomainName: 'a.internal', apiHostedZone: 'made' };
    const stacks = await named('made', ['one']);
    expect(await check(stacks, same)).toEqual(nothing);
    await here.local.delete('one');
    expect(await check(stacks, { apiDomainName: '', apiHostedZone: '' })).toEqual(nothing);
  });
});

it.each([
  ['"PROTECTED_API_URL": "http://a.internal"', [{ scheme: 'http', port: 80 }]],
  [
    `"PROTECTED_API_URL":{"Fn::Sub":["https://\${Host}:8443",{}]}`,
    [{ scheme: 'https', port: 8443 }],
  ],
  ['{"Name":"PROTECTED_API_URL","Value":"https://a"}', [{ scheme: 'https', port: 443 }]],
  [`PROTECTED_API_URL: !Sub "http://\${Host}:81"`, [{ scheme: 'http', port: 81 }]],
  ['- Name: PROTECTED_API_URL\n  Value: http://a.b:81', [{ scheme: 'http', port: 81 }]],
  [`PROTECTED_API_URL: !Sub\n  - https://\${Host}:443\n`, [{ scheme: 'https', port: 443 }]],
  ['"PROTECTED_API_URL": {"Ref": "Url"}', []],
])('how a template calls is read in JSON and YAML: %s', (template, calls) => {
  expect(callsOf(template)).toEqual(calls);
});
