import { request } from 'node:http';
import { LocalAws } from '../support/local-aws.ts';
import { loadBalancer, vpcWithTwoSubnets } from '../support/templates.ts';

const NAME = 'pricing.internal.test';
const says = (Protocol: string, Port: number) => ({
  Type: 'AWS::ElasticLoadBalancingV2::Listener',
  Properties: {
    LoadBalancerArn: { Ref: 'LoadBalancer' },
    ...{ Protocol, Port },
    DefaultActions: [
      { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200', MessageBody: Protocol } },
    ],
  },
});

let local: LocalAws;
beforeAll(async () => {
  local = await LocalAws.start();
  const { status } = await local.create('names', {
    Resources: {
      ...vpcWithTwoSubnets,
      LoadBalancer: loadBalancer,
      Plain: says('HTTP', 80),
      Tls: says('HTTPS', 8443),
      Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: NAME } },
      Record: {
        Type: 'AWS::Route53::RecordSet',
        Properties: {
          HostedZoneId: { Ref: 'Zone' },
          ...{ Name: NAME, Type: 'A' },
          AliasTarget: {
            DNSName: { 'Fn::GetAtt': ['LoadBalancer', 'DNSName'] },
            HostedZoneId: { 'Fn::GetAtt': ['LoadBalancer', 'CanonicalHostedZoneID'] },
          },
        },
      },
    },
  });
  expect(status).toBe('CREATE_COMPLETE');
}, 120_000);
afterAll(() => local.stop());

/** As the hook of a function sends it, and the front that ends TLS. */
const ask = (host: string, tls: boolean) =>
  new Promise<string>((resolve, reject) => {
    const headers = { host, ...(tls && { 'x-forwarded-proto': 'https' }) };
    request(local.url, { headers }, async (answer) => {
      const text = (await answer.toArray()).join('');
      resolve(answer.statusCode === 200 ? text : String(answer.statusCode));
    })
      .on('error', reject)
      .end();
  });

it.each([
  ['the listener of its port and protocol', NAME, false, 'HTTP'],
  ['the one with TLS', `${NAME}:8443`, true, 'HTTPS'],
  ['nobody, over TLS to a port without', `${NAME}:80`, true, '503'],
  ['nobody, without TLS to a port with it', `${NAME}:8443`, false, '503'],
  ['nobody, on another port', `${NAME}:81`, false, '503'],
])('a request to the name of an alias record reaches %s', async (_what, host, tls, answer) => {
  expect(await ask(host, tls)).toBe(answer);
});
