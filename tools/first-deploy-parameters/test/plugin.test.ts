import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Enough of STS and CloudFormation for osls to believe that the stack is new; creating it is noted and refused. */
async function startAws() {
  const createCalls: URLSearchParams[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    response.setHeader('content-type', 'text/xml');
    if (body.get('Action') === 'GetCallerIdentity') {
      response.end(
        '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
      );
      return;
    }
    if (body.get('Action') === 'CreateStack') createCalls.push(body);
    response.statusCode = 400;
    response.end(
      '<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack with id fixture-dev does not exist</Message></Error></ErrorResponse>',
    );
  };
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return { url: `http://127.0.0.1:${address.port}`, createCalls, close: () => server.close() };
}

/** Resolves when osls has ended, however it ended. */
async function deployFixture(endpoint: string) {
  const osls = createRequire(__filename).resolve('serverless/bin/serverless.js');
  const child = execFile(process.execPath, [osls, 'deploy'], {
    cwd: join(__dirname, 'fixture'),
    env: {
      PATH: process.env['PATH'],
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: endpoint,
      SLS_TELEMETRY_DISABLED: '1',
    },
  });
  await once(child, 'close');
}

describe('first deploy with stack parameters', () => {
  it('creates the stack from a template that declares every parameter it is sent', async () => {
    const aws = await startAws();
    try {
      await deployFixture(aws.url);
    } finally {
      aws.close();
    }

    const [call] = aws.createCalls;
    expect(call?.get('Parameters.member.1.ParameterKey')).toBe('Mode');
    expect(call?.get('Parameters.member.1.ParameterValue')).toBe('loud');
    expect(JSON.parse(call?.get('TemplateBody') ?? '{}').Parameters).toEqual({
      Mode: { Type: 'String', AllowedValues: ['quiet', 'loud'] },
    });
  }, 30_000);
});
