import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '@private-lambda/command-line/say';
import { figure, type Report } from '../measuring/report.ts';
import { attack, attacks } from './attacks.ts';
import { LoadClients } from './load-clients.ts';
import { clientsProgram, ServerUnderLoad } from './server-under-load.ts';
import { type Condition, LoadUpstream } from './upstream.ts';

const CLIENTS = 50;
const LOOKS = 6;
const LOOK_MS = 30_000;
/** Milliseconds before a look at which no more attack begins. */
const LAST_ATTACK_MS = 5_000;
/** Milliseconds of rest: connections to the protected API may be idle for ten seconds. */
const REST_MS = 30_000;
const MOODS: readonly Condition[] = ['slow', 'hanging', 'flapping', 'healthy'];

/** Clients that post items, and every attack in turn, while the protected API changes its condition. */
export async function measureSoak(): Promise<Report> {
  const [upstream, clients] = await Promise.all([
    new LoadUpstream().start(),
    LoadClients.start(clientsProgram),
  ]);
  const server = await ServerUnderLoad.start(upstream);
  const rows: string[][] = [];
  const look = (after: string, good: string) =>
    rows.push([after, good, figure(server.memory), String(server.descriptors)]);
  look('0', '');
  const hostile = Object.values(attacks);
  for (let part = 0; part < LOOKS; part++) {
    say(`mixed load ${part + 1} …`);
    upstream.condition = 'healthy';
    await clients.warmUp({ clients: CLIENTS, port: server.port, answers: CLIENTS });
    upstream.condition = MOODS[part % MOODS.length] ?? 'healthy';
    const attacking = (async () => {
      const endsAt = Date.now() + LOOK_MS - LAST_ATTACK_MS;
      for (let turn = part; Date.now() < endsAt; turn++) {
        const one = hostile[turn % hostile.length];
        if (one) await attack(server.port, upstream, one);
      }
    })();
    const [{ statuses }] = await Promise.all([clients.count(LOOK_MS), attacking]);
    server.dropLog();
    look(String(((part + 1) * LOOK_MS) / 1000), figure(statuses['200'] ?? 0));
  }
  upstream.condition = 'healthy';
  await sleep(REST_MS);
  look(`${REST_MS / 1000} s of rest`, '');
  const peak = server.peakMemory;
  const health = await server.health();
  await Promise.all([server.stop(), upstream.stop(), clients.stop()]);
  return {
    title: 'Three minutes of mixed hostile load',
    note: `${CLIENTS} clients that post items, every attack of the table above in turn, a protected API that is ${MOODS.join(', ')} for ${LOOK_MS / 1000} s each. Peak ${figure(peak)} MB; a health check afterwards gets ${health}.`,
    columns: ['after s', 'good answers', 'memory, MB', 'descriptors'],
    rows,
    targets: [
      { name: 'peak of three minutes', value: peak, reach: { atMost: 384 }, unit: 'MB of 512' },
    ],
  };
}
