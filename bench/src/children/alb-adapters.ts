/**
 * Times adapters in one process: `node alb-adapters.mjs <rounds> <bundle>…`. Prints what each does wrong, and CPU
 * microseconds per event and round.
 */
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { checks, context, timed } from '../measuring/alb-events.ts';
import { interleave } from '../measuring/rounds.ts';

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/** Events made before the clock starts: an adapter may change its event, so each is used once. */
const BATCH = 100;
/** CPU microseconds that one sample takes at least. */
const SAMPLE_MICROS = 15_000;
const WARM_UP_ROUNDS = 3;

// Lambda sets it for every invocation.
process.env['_X_AMZN_TRACE_ID'] =
  'Root=1-67f0a1b2-3c4d5e6f708192a3b4c5d6e7;Parent=53995c3f42cd8ad8;Sampled=0';

const [rounds = '1', ...bundles] = process.argv.slice(2);
const handlers: Record<string, Handler> = {};
const wrong: Record<string, string[]> = {};
for (const bundle of bundles) {
  const name = basename(bundle, '.mjs');
  const { handler } = await import(bundle);
  handlers[name] = handler;
  wrong[name] = await mistakesOf(handler);
}

const samples = Number(rounds) + WARM_UP_ROUNDS;
const subjects = Object.keys(handlers);
const metrics = await interleave(subjects, samples, async (subject) => ({
  GET: await microsPerEvent(subject, timed.GET),
  POST: await microsPerEvent(subject, timed.POST),
}));
const run = Object.fromEntries(
  Object.entries(metrics).map(([metric, bySubject]) => [
    metric,
    Object.fromEntries(
      Object.entries(bySubject).map(([subject, values]) => [subject, values.slice(WARM_UP_ROUNDS)]),
    ),
  ]),
);
process.stdout.write(JSON.stringify({ wrong, run }));
process.exit(); // express and fastify keep handles open

async function microsPerEvent(subject: string, json: string): Promise<number> {
  const handler = handlers[subject];
  if (!handler) throw new Error(`no adapter ${subject}`);
  let micros = 0;
  let events = 0;
  while (micros < SAMPLE_MICROS) {
    const batch = Array.from({ length: BATCH }, () => JSON.parse(json));
    const start = process.cpuUsage();
    for (const event of batch) await handler(event, context);
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
