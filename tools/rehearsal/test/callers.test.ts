import { createServer, type Server } from 'node:http';
import { connectToEmulator } from '@private-lambda/aws/clients';
import type { Stage } from '../../../config/stage.js';
import { Claims } from '../src/claims/claims.ts';
import { claimRefusals } from '../src/system/claim-refusals.ts';
import { credentialsFor } from '../src/system/credentials.ts';

const aws = connectToEmulator('http://127.0.0.1:1', 'us-east-1');
const url = new URL('https://api.example.com/quotes');

describe('claimRefusals', () => {
  let server: Server;
  let status: number;
  let asked: number;
  let publicUrl: string;
  beforeEach(async () => {
    asked = 0;
    server = createServer((_, response) => {
      asked++;
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    publicUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const routes = ['GET', 'POST'].map((method) => ({ method, path: '/a', example: undefined }));
  const claim = (authorizer: Stage['authorizer']) =>
    claimRefusals(new Claims(), { settings: { authorizer }, publicUrl }, routes);

  it.each([
    ['jwt', 401],
    ['iam', 403],
  ] as const)(
    'holds where every route answers who brings nothing, with %s, %i',
    async (one, is) => {
      status = is;
      expect(await claim(one)).toBe(is);
      expect(asked).toBe(2);
    },
  );

  it.each(['jwt', 'iam'] as const)('names a route that is open, with %s', async (authorizer) => {
    status = 200;
    await expect(claim(authorizer)).rejects.toThrow(
      'GET /a: status for who brings nothing is 200, expected 40',
    );
  });

  it('asks nothing where anybody may call', async () => {
    expect(await claim('none')).toBeUndefined();
    expect(asked).toBe(0);
  });
});

describe('credentialsFor', () => {
  const request = { method: 'POST', url, headers: { a: 'b' } };

  it('adds nothing where anybody may call', async () => {
    expect(await credentialsFor(aws, { authorizer: 'none' }, 'a.b.c')?.(request)).toEqual({
      a: 'b',
    });
  });

  it('adds the token, and is none without one', async () => {
    expect(await credentialsFor(aws, { authorizer: 'jwt' }, 'a.b.c')?.(request)).toEqual({
      a: 'b',
      authorization: 'Bearer a.b.c',
    });
    expect(credentialsFor(aws, { authorizer: 'jwt' }, undefined)).toBeUndefined();
  });

  it('signs for execute-api in the Region: the host, the headers and the body', async () => {
    const sign = credentialsFor(aws, { authorizer: 'iam' }, undefined);
    const [one, other] = await Promise.all(
      ['{}', '{"a":1}'].map((body) => sign?.({ ...request, body })),
    );
    expect(one?.['authorization']).toMatch(
      /^AWS4-HMAC-SHA256 Credential=test\/\d{8}\/us-east-1\/execute-api\/aws4_request, SignedHeaders=a;host;/,
    );
    expect(other?.['authorization']).not.toBe(one?.['authorization']);
    // fetch sends the host itself.
    expect(one).not.toHaveProperty('host');
  });
});
