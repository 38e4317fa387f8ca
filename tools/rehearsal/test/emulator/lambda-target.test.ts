import { request } from 'node:http';
import * as v from 'valibot';
import { LocalAws } from '../support/local-aws.ts';
import {
  listener,
  loadBalancer,
  rule,
  targetGroup,
  vpcWithTwoSubnets,
} from '../support/templates.ts';

/** Answers with the event it got, or with what the test asks for by path. */
const code = `
const long = 'a'.repeat(1000001);
const answers = {
  '/array': [],
  '/no-status': { body: '' },
  '/text-status': { statusCode: '200', body: '' },
  '/number-in-header': { statusCode: 200, headers: { a: 1 }, multiValueHeaders: { a: [1] }, body: '' },
  '/null-body': { statusCode: 200, body: null },
  '/short-description': { statusCode: 200, statusDescription: 'OK', body: '' },
  '/over-1-mb': { statusCode: 200, body: long },
  '/headers': { statusCode: 201, headers: { form: 'single' }, multiValueHeaders: { form: ['multi'] }, body: 'x' },
};
exports.handler = async (event) => {
  if (event.path === '/throws') throw new Error('no');
  return answers[event.path] ?? { statusCode: 200, body: JSON.stringify(event) };
};`;

const invoked = (multiValue: boolean) => ({
  ...targetGroup(multiValue ? 'multi' : 'single').Properties,
  Targets: [{ Id: { 'Fn::GetAtt': ['Echo', 'Arn'] } }],
  // osls writes a boolean.
  TargetGroupAttributes: [{ Key: 'lambda.multi_value_headers.enabled', Value: multiValue }],
});

const template = (multiValue: boolean) => ({
  Resources: {
    ...vpcWithTwoSubnets,
    LoadBalancer: loadBalancer,
    Listener: listener(),
    Rule: rule(1, { Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Group' } }] }),
    Group: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: invoked(multiValue) },
    Echo: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::000000000000:role/none',
        Code: { ZipFile: code },
      },
    },
  },
  Outputs: { Name: { Value: { 'Fn::GetAtt': ['LoadBalancer', 'DNSName'] } } },
});

let local: LocalAws;
const names = { single: '', multi: '' };
beforeAll(async () => {
  local = await LocalAws.start();
  names.single = (await local.create('single', template(false))).outputs.get('Name') ?? '';
  names.multi = (await local.create('multi', template(true))).outputs.get('Name') ?? '';
}, 120_000);
afterAll(() => local.stop());

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** To a load balancer by its name in the Host header, with the path as it is written. */
function send(
  form: 'single' | 'multi',
  path: string,
  { method = 'GET', headers, body }: Sent = {},
) {
  return new Promise<{ status: number; form: unknown; body: string }>((resolve, reject) => {
    const { port } = new URL(local.url);
    const options = { port, path, method, headers: { ...headers, host: names[form] } };
    request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          form: response.headers['form'],
          body: Buffer.concat(chunks).toString(),
        }),
      );
    })
      .on('error', reject)
      .end(body);
  });
}

const eventSchema = v.looseObject({
  path: v.string(),
  body: v.string(),
  isBase64Encoded: v.boolean(),
});
const eventOf = ({ body }: { body: string }) => v.parse(eventSchema, JSON.parse(body));

describe('the event of a Lambda target', () => {
  it('has path and query as they were sent', async () => {
    const event = eventOf(await send('single', '/a%20b/%2f?x=a%20b&x=c%2Bd&y'));
    expect(event).toMatchObject({
      path: '/a%20b/%2f',
      queryStringParameters: { x: 'c%2Bd', y: '' },
      headers: { host: names.single },
    });
  });

  it('has the multi-value fields instead of the single ones when the group says so', async () => {
    const event = eventOf(await send('multi', '/?x=1&x=2'));
    expect(event).toMatchObject({
      multiValueQueryStringParameters: { x: ['1', '2'] },
      multiValueHeaders: { host: [names.multi] },
    });
    expect(Object.keys(event)).not.toContain('headers');
    expect(Object.keys(event)).not.toContain('queryStringParameters');
  });

  it.each([
    ['application/json; charset=utf-8', undefined, false],
    ['text/plain', undefined, false],
    ['application/json', 'gzip', true],
    ['application/octet-stream', undefined, true],
  ])('has a body of %s (coding %s) in base64: %s', async (type, coding, isBase64Encoded) => {
    const headers = { 'content-type': type, ...(coding && { 'content-encoding': coding }) };
    const event = eventOf(await send('single', '/', { method: 'POST', headers, body: 'hello' }));
    expect(event).toMatchObject({
      isBase64Encoded,
      body: isBase64Encoded ? Buffer.from('hello').toString('base64') : 'hello',
    });
  });
});

describe('the limits of a Lambda target', () => {
  it('are 1 MB of a request: 413 without a call', async () => {
    const headers = { 'content-type': 'text/plain' };
    const post = (bytes: number) =>
      send('single', '/headers', { method: 'POST', headers, body: Buffer.alloc(bytes, 'a') });
    expect((await post(1_000_001)).status).toBe(413);
    expect((await post(1_000_000)).status).toBe(201);
  });

  it.each([
    '/over-1-mb',
    '/throws',
    '/array',
    '/no-status',
    '/text-status',
    '/number-in-header',
    '/null-body',
    '/short-description',
  ])('make a 502 of the answer %s', async (path) => {
    const { status, body } = await send('multi', path);
    expect([status, body]).toEqual([502, expect.stringContaining('502 Bad Gateway')]);
  });

  it.each(['single', 'multi'] as const)(
    'let the headers of the %s form pass alone',
    async (form) => {
      expect(await send(form, '/headers')).toEqual({ status: 201, form, body: 'x' });
    },
  );
});
