import { once } from 'node:events';
import { createServer } from 'node:http';

/** What CloudFormation is to say of the stack; undefined when there is none. */
export type Described =
  | {
      readonly status: string;
      readonly tags?: Readonly<Record<string, string>>;
      readonly outputs?: Readonly<Record<string, string>>;
    }
  | undefined;

const REFUSED =
  '<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack with id fixture-dev does not exist</Message></Error></ErrorResponse>';

/**
 * Enough of STS, CloudFormation and S3 for osls to begin a deploy: reads are answered, and what would change a stack is
 * noted and refused.
 */
export async function startRecordedAws(stack: Described) {
  const calls: { readonly action: string; readonly form: URLSearchParams }[] = [];
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    const action = form.get('Action') ?? `S3 ${request.method}`;
    calls.push({ action, form });
    const body = answer(action, stack);
    response.statusCode = body === undefined ? 400 : 200;
    response.setHeader('content-type', 'text/xml');
    response.end(body ?? REFUSED);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return {
    url: `http://127.0.0.1:${address.port}`,
    calls,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** @returns the body, or undefined when the call is refused */
function answer(action: string, stack: Described): string | undefined {
  switch (action) {
    case 'GetCallerIdentity':
      return result(action, '<Account>123456789012</Account><Arn>arn:aws:iam::1:root</Arn>');
    case 'DescribeStacks':
      return stack && result(action, `<Stacks><member>${describe(stack)}</member></Stacks>`);
    case 'DescribeStackResource':
      return result(
        action,
        '<StackResourceDetail><PhysicalResourceId>bucket</PhysicalResourceId></StackResourceDetail>',
      );
    case 'S3 GET':
      return '<ListBucketResult></ListBucketResult>';
    case 'S3 HEAD':
    case 'S3 PUT':
      return '';
    default:
      return undefined;
  }
}

function result(action: string, xml: string): string {
  return `<${action}Response><${action}Result>${xml}</${action}Result></${action}Response>`;
}

function describe({ status, tags = {}, outputs = {} }: NonNullable<Described>): string {
  const members = (values: Readonly<Record<string, string>>, key: string, value: string) =>
    Object.entries(values)
      .map(
        ([name, text]) => `<member><${key}>${name}</${key}><${value}>${text}</${value}></member>`,
      )
      .join('');
  return `<StackName>fixture-dev</StackName><StackStatus>${status}</StackStatus><Tags>${members(tags, 'Key', 'Value')}</Tags><Outputs>${members(outputs, 'OutputKey', 'OutputValue')}</Outputs>`;
}
