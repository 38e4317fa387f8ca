import { isRecord } from '@private-lambda/shared/http/is-record';
import { type Behaviour, FaultServer } from '../../../../shared/test/support/fault-server.ts';
import { httpApiEvent } from '../../../../shared/test/support/http-api-event.ts';

export const environment = {
  PROTECTED_API_URL: '',
  CALL_DEADLINE_SECONDS: '12',
  CALL_ATTEMPT_SECONDS: '5.5',
};

/** The handler as Lambda loads it, anew for each test, with a protected API of the test's own. */
export class DeployedCaller {
  server = new FaultServer({});
  lines: string[] = [];

  /** @param behaviour of the protected API in each test of the file */
  constructor(behaviour: Behaviour) {
    beforeEach(async () => {
      jest.resetModules();
      this.lines = [];
      jest
        .spyOn(process.stdout, 'write')
        .mockImplementation((line) => this.lines.push(String(line)) > 0);
      this.server = await new FaultServer(behaviour).start();
      Object.assign(process.env, environment, { PROTECTED_API_URL: this.server.origin });
    });
    afterEach(async () => {
      await this.server.stop();
      for (const name in environment) delete process.env[name];
    });
  }

  async send(parts: Parameters<typeof httpApiEvent>[0]) {
    const { handler } = await import('../../src/handlers/api.ts');
    const { statusCode, body } = await handler(httpApiEvent(parts), undefined);
    const parsed: unknown = JSON.parse(body ?? 'null');
    return { status: statusCode, body: isRecord(parsed) ? parsed : {} };
  }
}
