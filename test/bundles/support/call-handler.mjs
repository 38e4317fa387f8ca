/**
 * A process that holds one bundle, as Lambda does: takes events, sends back the answer and the request's log line.
 * `node call-handler.mjs <bundle>`, started with `fork`.
 */
/** @type {Record<string, unknown>[]} */
const lines = [];
process.stdout.write = (/** @type {unknown} */ line) => lines.push(JSON.parse(String(line))) > 0;

const { handler } = await import(String(process.argv[2]));

process.on('message', async ({ id, event }) => {
  const answer = await handler(event, { awsRequestId: id });
  const log = lines.find(({ requestId }) => requestId === id);
  process.send?.({ id, answer, log });
});
process.send?.({ id: 'ready' });
