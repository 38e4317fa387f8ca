import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connectToEmulator } from '@private-lambda/aws/clients';
import { findOwn } from '../src/find-own.ts';

const NETWORK = 'private-lambda-network-dev';
const API = 'private-lambda-protected-api-dev';

/** CloudFormation, which knows the two stacks, and denies whatever has these words. */
let denied: RegExp;
let server: Server;
beforeAll(async () => {
  server = createServer(async (request, answer) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const asked = new URLSearchParams(Buffer.concat(parts).toString());
    const [action, name] = [asked.get('Action'), asked.get('StackName')];
    const words = `${action} ${name}`;
    answer.statusCode = denied.test(words) ? 403 : 200;
    answer.end(
      denied.test(words)
        ? `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no ${words}</Message></Error></ErrorResponse>`
        : `<Answer><${action}Result>${action === 'DescribeStacks' ? described(name) : RESOURCES}</${action}Result></Answer>`,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const described = (name: string | null) =>
  `<Stacks><member><StackName>${name}</StackName><StackStatus>UPDATE_COMPLETE</StackStatus></member></Stacks>`;
const RESOURCES =
  '<StackResourceSummaries><member><LogicalResourceId>ApiZone</LogicalResourceId><PhysicalResourceId>Z1</PhysicalResourceId><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member></StackResourceSummaries>';

function own(without: RegExp) {
  denied = without;
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return findOwn(connectToEmulator(`http://127.0.0.1:${port}`, 'us-east-1'), 'dev');
}

describe('what a stage has already', () => {
  it('is its network, and the zones of its API', async () => {
    const { network, ownZones, notes } = await own(/nothing/);
    expect([network?.StackName, ownZones, notes]).toEqual([NETWORK, ['Z1'], []]);
  });

  it('is said to be unknown, in one line, where AWS denies the network', async () => {
    const { network, ownZones, notes } = await own(new RegExp(`DescribeStacks ${NETWORK}`));
    expect([network, ownZones]).toEqual([undefined, ['Z1']]);
    expect(notes).toEqual([
      `whether stack ${NETWORK} stands already is not known (no DescribeStacks ${NETWORK})`,
    ]);
  });

  it.each(['DescribeStacks', 'ListStackResources'])(
    'is said to be unknown, in one line, where AWS denies %s of the API',
    async (action) => {
      const { network, ownZones, notes } = await own(new RegExp(`${action} ${API}`));
      expect([network?.StackName, ownZones]).toEqual([NETWORK, undefined]);
      expect(notes).toEqual([
        `which private zone stack ${API} has made is not known (no ${action} ${API})`,
      ]);
    },
  );
});
