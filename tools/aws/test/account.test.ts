import { createServer, type Server } from 'node:http';
import { openAccount } from '../src/account.ts';

/** AWS's STS, in so far as it refuses: what GetCallerIdentity ends with. */
let server: Server;
const environment = { ...process.env };

async function refuseWith(status: number, code: string, message: string): Promise<unknown> {
  server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'text/xml' });
    response.end(
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.env = {
    PATH: environment['PATH'],
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: 'af-south-1',
    AWS_MAX_ATTEMPTS: '1',
  };
  return openAccount().catch((error) => error);
}

afterEach(() => {
  process.env = environment;
  server.close();
});

it.each([
  [
    'have expired',
    403,
    'ExpiredToken',
    'The security token included in the request is expired',
    /expected new ones, since these have expired: sign in again \(aws sso login\)/,
  ],
  [
    'are unknown, as in a Region that is not enabled',
    403,
    'InvalidClientTokenId',
    'The security token included in the request is invalid',
    /expected valid ones, and a Region that is enabled for their account \(this is af-south-1\)$/,
  ],
  [
    'are refused for another reason',
    403,
    'SignatureDoesNotMatch',
    'The request signature does not match',
    /expected credentials as for the AWS CLI, such as AWS_PROFILE$/,
  ],
])(
  'credentials that %s end in one line that says what to do',
  async (_, status, code, message, expected) => {
    const refusal = await refuseWith(status, code, message);

    expect(refusal).toMatchObject({
      code: 'AWS_NO_CREDENTIALS',
      message: expect.stringMatching(expected),
    });
    expect(refusal).toMatchObject({ message: expect.stringContaining(message) });
    expect(refusal).toMatchObject({ message: expect.not.stringContaining('secret') });
  },
);

it.each([
  [{}, ''],
  [
    { HTTPS_PROXY: 'http://proxy.example:3128' },
    '; HTTPS_PROXY is set, and this command does not use it',
  ],
])('an AWS that is not reached is no question of credentials, with %j', async (proxy, note) => {
  await refuseWith(403, 'ExpiredToken', '');
  await new Promise((resolve) => server.close(resolve));
  Object.assign(process.env, proxy);
  const refusal = await openAccount().catch((error) => error);

  expect(refusal).toMatchObject({
    code: 'AWS_UNREACHABLE',
    message: expect.stringMatching(/^AWS was not reached \(.*ECONNREFUSED.*\(this is af-south-1\)/),
  });
  expect(refusal.message.endsWith(`(this is af-south-1)${note}`)).toBe(true);
});
