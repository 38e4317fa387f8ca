import type { PlannedRoute } from '@private-lambda/system/read-routes';
import { timed } from '../measuring/alb-events.ts';
import { bundlePeer, bundleService } from '../measuring/bundles.ts';
import { Child, runProgram } from '../measuring/children.ts';
import { childProgram, nodePrograms } from '../measuring/places.ts';
import { figure, figures, type Report, type Target } from '../measuring/report.ts';
import { inRuns, interleave, medianOf, ratioOf } from '../measuring/rounds.ts';
import {
  albEventOf,
  httpApiEventOf,
  measuredRoute,
  protectedAnswers,
} from '../measuring/route-events.ts';

const ROUNDS = 9;

/** What the usual stack is asked, which has routes of its own (bench/peers). */
const USUAL: PlannedRoute = {
  route: 'GET /products/{sku}',
  method: 'GET',
  path: '/products/DESK-100',
  example: { status: 200 },
  functionKey: 'api',
};

interface Subject {
  readonly bundle: string;
  /** As JSON. */
  readonly event: string;
  /** Of the right answer. */
  readonly status: number;
}

const subject = (event: object, { example }: PlannedRoute) => ({
  event: JSON.stringify(event),
  status: example?.status ?? 200,
});

/** Load and first call in a fresh process. The public functions call a server that is there. */
export async function measureStarts(): Promise<Report> {
  const protectedBundle = await bundleService('protected-api', 'src/handlers/api');
  const [publicRoute, protectedRoute] = await Promise.all([
    measuredRoute('public'),
    measuredRoute('protected'),
  ]);
  const ofPublic = subject(httpApiEventOf(publicRoute), publicRoute);
  const functions: Record<string, Subject> = {
    empty: { bundle: await bundlePeer('functions', 'empty'), event: '{}', status: 200 },
    'protected-api': {
      bundle: protectedBundle,
      ...subject(albEventOf(protectedRoute), protectedRoute),
    },
    'protected, usual': {
      bundle: await bundlePeer('functions', 'protected-usual'),
      event: timed.GET,
      status: 200,
    },
    'public-caller': {
      bundle: await bundleService('public-caller', 'src/handlers/api'),
      ...ofPublic,
    },
    'public-caller, whole undici': {
      bundle: await bundleService('public-caller', 'src/handlers/api', false),
      ...ofPublic,
    },
    'public, usual': {
      bundle: await bundlePeer('functions', 'public-usual'),
      ...subject(httpApiEventOf(USUAL), USUAL),
    },
  };
  const nodes = nodePrograms();
  const { child: upstream, said: origin } = await Child.start(childProgram('upstream'), [
    JSON.stringify(await protectedAnswers(protectedBundle)),
  ]);
  const env = {
    PATH: process.env['PATH'],
    PROTECTED_API_URL: String(origin),
    CALL_DEADLINE_SECONDS: '12',
    CALL_ATTEMPT_SECONDS: '5.5',
  };
  const subjects = nodes.flatMap(({ name }) =>
    Object.keys(functions).map((subject) => `${subject} @ ${name}`),
  );
  const runs = await inRuns(() =>
    interleave(subjects, ROUNDS, async (name) => {
      const [key = '', nodeName] = name.split(' @ ');
      const { bundle = '', event = '', status } = functions[key] ?? {};
      const program = nodes.find((one) => one.name === nodeName)?.program ?? process.execPath;
      const args = [childProgram('first-call'), bundle, event];
      const { stderr } = await runProgram(program, args, { env });
      const { statusCode, ...metrics } = JSON.parse(stderr.slice(stderr.lastIndexOf('{')));
      if (statusCode !== status) throw new Error(`${name} answered ${statusCode}`);
      return metrics;
    }),
  );
  await upstream.stop();

  const targets = nodes.flatMap(({ name }): Target[] => [
    target('protected', name, `protected, usual @ ${name}`, `protected-api @ ${name}`, 12),
    target('public', name, `public, usual @ ${name}`, `public-caller @ ${name}`, 4),
  ]);
  return {
    title: 'Load and first call',
    note: 'A fresh process each time, an ES module imported and called once, with `node:http` loaded before, as Lambda’s bootstrap does. Milliseconds of wall time; CPU is of the whole process, its background compiler threads included.',
    columns: ['function', 'Node', 'load ms', 'first call ms', 'both ms', '× ours', 'CPU × empty'],
    rows: nodes.flatMap(({ name }) =>
      Object.keys(functions).map((key) => {
        const subject = `${key} @ ${name}`;
        const base = `${key.startsWith('public') ? 'public-caller' : 'protected-api'} @ ${name}`;
        return [
          key,
          name.replace('Node ', ''),
          figure(medianOf(runs, 'load', subject).median),
          figure(medianOf(runs, 'first', subject).median),
          figures(medianOf(runs, 'both', subject)),
          figures(ratioOf(runs, 'both', subject, base)),
          figures(ratioOf(runs, 'processCpu', subject, `empty @ ${name}`)),
        ];
      }),
    ),
    targets,
  };

  function target(what: string, node: string, usual: string, ours: string, atLeast: number) {
    return {
      name: `${what} load + first call, ${node}: usual stack`,
      value: ratioOf(runs, 'both', usual, ours).median,
      reach: { atLeast },
      unit: '× ours',
    };
  }
}
