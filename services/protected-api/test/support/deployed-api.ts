import {
  albEvent,
  type EventParts,
  type HeaderForm,
} from '../../../../shared/test/support/alb-event.ts';
import { albFaults } from '../../../../shared/test/support/check-answer.ts';
import { handler } from '../../src/handlers/api.ts';

/** The handler as Lambda calls it behind the load balancer. */
export class DeployedApi {
  /** What the test's calls have logged. */
  lines: string[] = [];
  readonly #form: HeaderForm;

  constructor(form: HeaderForm) {
    this.#form = form;
    beforeEach(() => {
      this.lines = [];
      jest
        .spyOn(process.stdout, 'write')
        .mockImplementation((line) => this.lines.push(String(line)) > 0);
    });
  }

  async send(parts: EventParts): Promise<{ status: number; body: Record<string, unknown> }> {
    const { method = 'GET' } = parts;
    const answer = await handler(albEvent(parts, this.#form), undefined);
    expect(albFaults(answer, { method, multiValue: this.#form === 'multi-value' })).toEqual([]);
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? '{}') };
  }
}
