import { stackNameOf } from '@private-lambda/system/stack-name';
import {
  listener,
  loadBalancer,
  vpcWithTwoSubnets,
} from '../../../rehearsal/test/support/templates.ts';
import { check, nothing, planned, stage, useEmulatedAccount } from './emulated-account.ts';

const here = useEmulatedAccount();
const settings = { natMode: 'none' } as const;
const apiStack = stackNameOf('protected-api', stage);

/** A deploy of callers alone that would call so. */
const calling = (url: string) =>
  planned('public-caller', {
    Api: { Type: 'AWS::Lambda::Function', Properties: { PROTECTED_API_URL: url } },
  });

/** The protected API, as it listens. */
async function listening(...listeners: readonly { Protocol: string; Port: number }[]) {
  const all = listeners.map(({ Protocol, Port }, index) => {
    const { Type, Properties } = listener();
    return [`Listener${index}`, { Type, Properties: { ...Properties, Protocol, Port } }];
  });
  await here.local.create(apiStack, {
    Resources: { ...vpcWithTwoSubnets, LoadBalancer: loadBalancer, ...Object.fromEntries(all) },
  });
}

const http = { Protocol: 'HTTP', Port: 80 };
const https = { Protocol: 'HTTPS', Port: 443 };

describe('callers alone', () => {
  it.each([
    [[http], 'https on port 443', 'https://a', 'http on port 80'],
    [[https], 'http on port 80', 'http://a', 'https on port 443'],
    [[https], 'https on port 8443', 'https://a:8443', 'https on port 443'],
    [[http], 'http on port 8080', 'http://a:8080', 'http on port 80'],
    [[http, https], 'http on port 443', 'http://a:443', 'http on port 80 and https on port 443'],
  ])('do not go before the API: it has %j, they would use %s', async (has, use, url, takes) => {
    await listening(...has);
    expect((await check([calling(url)], settings)).failures).toEqual([
      `public-caller: it would call over ${use}, and stack ${apiStack} takes ${takes}; expected npm run deploy -- --stage dev --service protected-api first (docs/https-inside.md)`,
    ]);
  });

  it.each([
    [[http, https], 'https://a'],
    [[http, https], 'http://a:80'],
    [[{ ...https, Port: 8443 }], 'https://a:8443'],
  ])('go where the API has %j, to %s', async (has, url) => {
    await listening(...has);
    expect(await check([calling(url)], settings)).toEqual(nothing);
  });

  it('do not go before the network that they share lets them through', async () => {
    const network = stackNameOf('network', 'shared');
    const group = (name: string) => ({
      [name]: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: name } },
      [`${name}Ingress`]: {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Properties: {
          GroupId: { 'Fn::GetAtt': [name, 'GroupId'] },
          CidrIp: '10.0.0.0/8',
          IpProtocol: 'tcp',
          FromPort: name === 'ApiLoadBalancerSecurityGroup' ? 80 : 443,
          ToPort: name === 'ApiLoadBalancerSecurityGroup' ? 80 : 443,
        },
      },
    });
    await here.local.create(network, {
      Resources: { ...group('ApiLoadBalancerSecurityGroup'), ...group('EndpointSecurityGroup') },
    });
    const shared = { ...settings, networkStage: 'shared' };
    const stacks = (url: string) => [planned('protected-api'), calling(url)];
    expect((await check(stacks('https://a'), shared)).failures).toEqual([
      `public-caller: it would call over https on port 443, and stack ${network} takes port 80; expected npm run deploy -- --stage shared --service network first (docs/https-inside.md)`,
    ]);
    expect(await check(stacks('http://a'), shared)).toEqual(nothing);
  });

  it('are not asked about before the API is there, which the missing export says', async () => {
    expect(await check([calling('https://a')], settings)).toEqual(nothing);
  });
});
