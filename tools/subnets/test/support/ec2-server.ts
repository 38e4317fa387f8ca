import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What the server answers to an action: the inner XML of a page, or a status with an error code. */
type Answer = string | { readonly status: number; readonly code: string; readonly message: string };

/** A page of each action's answer; an action that is not there answers with nothing. */
export type Ec2Pages = Readonly<Record<string, readonly Answer[]>>;

const NAMESPACE = 'http://ec2.amazonaws.com/doc/2016-11-15/';

/**
 * The EC2 query protocol over real HTTP on a free port: form in, XML out, pages by NextToken.
 * @see AWS documentation, Amazon EC2 API Reference
 */
export class Ec2Server {
  readonly #server: Server;
  /** The forms received, in order. */
  readonly requests: URLSearchParams[] = [];

  constructor(pages: Ec2Pages) {
    this.#server = createServer(async (request, response) => {
      const form = new URLSearchParams(await text(request));
      this.requests.push(form);
      const action = form.get('Action') ?? '';
      const answers = pages[action] ?? [''];
      const page = Number(form.get('NextToken') ?? 0);
      const answer = answers[page] ?? '';
      response.setHeader('content-type', 'text/xml');
      if (typeof answer === 'string') {
        const next = page + 1 < answers.length ? `<nextToken>${page + 1}</nextToken>` : '';
        response.end(
          `<${action}Response xmlns="${NAMESPACE}">${answer}${next}</${action}Response>`,
        );
        return;
      }
      const { status, code, message } = answer;
      response.writeHead(status);
      response.end(
        `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>1</RequestID></Response>`,
      );
    });
  }

  /** @returns the environment that leads the SDK here */
  async start(): Promise<Record<string, string>> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return {
      ...credentials,
      AWS_ENDPOINT_URL: `http://127.0.0.1:${portOf(this.#server.address())}`,
    };
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const credentials = {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'eu-west-1',
};

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
