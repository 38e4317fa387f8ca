/**
 * A cold start: `node first-call.mjs <bundle> <event as JSON>`. Prints milliseconds until the bundle was loaded and
 * until its first answer was there, and the CPU milliseconds of the process so far.
 */
// Lambda's own bootstrap has loaded it, and streams with it, before it loads a function.
await import('node:http');

const [bundle = '', event = ''] = process.argv.slice(2);
const context = {
  awsRequestId: '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
  getRemainingTimeInMillis: () => 15_000,
};
const parsed = JSON.parse(event);

const startedAt = performance.now();
const { handler } = await import(bundle);
const loadedAt = performance.now();
const { statusCode } = await handler(parsed, context);
const answeredAt = performance.now();

const { user, system } = process.cpuUsage();
process.stderr.write(
  JSON.stringify({
    statusCode,
    load: loadedAt - startedAt,
    first: answeredAt - loadedAt,
    both: answeredAt - startedAt,
    processCpu: (user + system) / 1000,
  }),
);
process.exit();
