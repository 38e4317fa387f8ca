import { timed } from '../measuring/alb-events.ts';
import { bundlePeer, bundleService } from '../measuring/bundles.ts';
import { Child, runProgram } from '../measuring/children.ts';
import { childProgram, nodePrograms } from '../measuring/places.ts';
import { figure, figures, type Report, type Target } from '../measuring/report.ts';
import { inRuns, interleave, medianOf, ratioOf } from '../measuring/rounds.ts';

const ROUNDS = 9;

const publicEvent = JSON.stringify({
  version: '2.0',
  rawPath: '/products/DESK-100',
  rawQueryString: '',
  headers: { accept: 'application/json', host: 'api.example.com' },
  requestContext: {
    requestId: 'Jf3kzhvuoAMESVA=',
    stage: '$default',
    domainName: 'api.example.com',
    http: { method: 'GET', path: '/products/DESK-100', sourceIp: '192.0.2.1' },
  },
  isBase64Encoded: false,
});

/** Load and first call in a fresh process. The public functions call a server that is there. */
export async function measureStarts(): Promise<Report> {
  const functions: Record<string, { readonly bundle: string; readonly event: string }> = {
    empty: { bundle: await bundlePeer('functions', 'empty'), event: '{}' },
    'protected-api': {
      bundle: await bundleService('protected-api', 'src/handlers/api'),
      event: timed.GET,
    },
    'protected, usual': {
      bundle: await bundlePeer('functions', 'protected-usual'),
      event: timed.GET,
    },
    'public-caller': {
      bundle: await bundleService('public-caller', 'src/handlers/api'),
      event: publicEvent,
    },
    'public-caller, whole undici': {
      bundle: await bundleService('public-caller', 'src/handlers/api', false),
      event: publicEvent,
    },
    'public, usual': { bundle: await bundlePeer('functions', 'public-usual'), event: publicEvent },
  };
  const nodes = nodePrograms();
  const { child: upstream, said: origin } = await Child.start(childProgram('upstream'));
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
    interleave(subjects, ROUNDS, async (subject) => {
      const [key = '', nodeName] = subject.split(' @ ');
      const { bundle = '', event = '' } = functions[key] ?? {};
      const program = nodes.find(({ name }) => name === nodeName)?.program ?? process.execPath;
      const args = [childProgram('first-call'), bundle, event];
      const { stderr } = await runProgram(program, args, { env });
      const { statusCode, ...metrics } = JSON.parse(stderr.slice(stderr.lastIndexOf('{')));
      if (statusCode !== 200) throw new Error(`${subject} answered ${statusCode}`);
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
