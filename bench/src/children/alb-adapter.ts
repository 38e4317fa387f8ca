/**
 * One adapter beside the bare handler: `node alb-adapter.mjs <its bundle> <bundle of the bare one>`. Sends what it does
 * wrong, and for every message CPU microseconds per event.
 */
import { isDeepStrictEqual } from 'node:util';
import { checks, context, timed } from '../measuring/alb-events.ts';

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/** Events made before the clock starts: an adapter may change its event, so each is used once. */
const BATCH = 100;
/** CPU microseconds that one sample takes at least. */
const SAMPLE_MICROS = 15_000;
const WARM_UP_ROUNDS = 3;

// Express prints each error of an adapter before it, which the remarks name.
console.error = () => {};
// Lambda sets it for every invocation.
process.env['_X_AMZN_TRACE_ID'] =
  'Root=1-67f0a1b2-3c4d5e6f708192a3b4c5d6e7;Parent=53995c3f42cd8ad8;Sampled=0';

const [bundle = '', bareBundle = ''] = process.argv.slice(2);
const { handler }: { handler: Handler } = await import(bundle);
const { handler: bare }: { handler: Handler } = await import(bareBundle);

process.on('message', async () => process.send?.(await sample()));
process.on('disconnect', () => process.exit());
const mistakes = await mistakesOf(handler);
for (let round = 0; round < WARM_UP_ROUNDS; round++) await sample();
process.send?.(mistakes);

async function sample(): Promise<Record<string, number>> {
  const metrics: Record<string, number> = {};
  for (const [method, json] of Object.entries(timed)) {
    const limit = await microsPerEvent(bare, json);
    const micros = await microsPerEvent(handler, json);
    metrics[method] = micros;
    metrics[`${method} × bare`] = micros / limit;
  }
  return metrics;
}

async function microsPerEvent(handle: Handler, json: string): Promise<number> {
  let micros = 0;
  let events = 0;
  while (micros < SAMPLE_MICROS) {
    const batch = Array.from({ length: BATCH }, () => JSON.parse(json));
    const start = process.cpuUsage();
    for (const event of batch) await handle(event, context);
    const { user, system } = process.cpuUsage(start);
    micros += user + system;
    events += BATCH;
  }
  return micros / events;
}

/** @returns the names of the events that the adapter answers wrongly, with what it answered */
async function mistakesOf(handler: Handler): Promise<string[]> {
  const mistakes: string[] = [];
  for (const check of checks) {
    const found = await answerTo(handler, structuredClone(check.event));
    const form = 'multiValue' in check ? 'multiValueHeaders' : 'headers';
    const isRight =
      found.status === check.status &&
      (!('body' in check) || isDeepStrictEqual(found.body, check.body)) &&
      found.forms.includes(form);
    if (!isRight) mistakes.push(`${check.name}: ${found.shown}`);
  }
  return mistakes;
}

async function answerTo(handler: Handler, event: unknown) {
  try {
    const answer = Object(await handler(event, context));
    const { statusCode, body, isBase64Encoded } = answer;
    const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : String(body);
    return {
      status: statusCode,
      body: parse(text),
      forms: Object.keys(answer),
      shown: `${statusCode} ${text.replace(/\s+/g, ' ').slice(0, 60)}`,
    };
  } catch (error) {
    return {
      status: 0,
      body: undefined,
      forms: [],
      shown: `throws ${error}`.replace(/\s+/g, ' ').slice(0, 80),
    };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
