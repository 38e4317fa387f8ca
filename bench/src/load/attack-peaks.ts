import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '@private-lambda/command-line/say';
import { figure, type Report } from '../measuring/report.ts';
import { attack, attacks } from './attacks.ts';
import { ServerUnderLoad } from './server-under-load.ts';
import { LoadUpstream } from './upstream.ts';

/** Each attack on a fresh server. */
export async function measureAttacks(): Promise<Report> {
  const upstream = await new LoadUpstream().start();
  upstream.condition = 'hanging';
  const rows: string[][] = [];
  const peaks: number[] = [];
  for (const [name, one] of Object.entries(attacks)) {
    say(`${name} …`);
    const server = await ServerUnderLoad.start(upstream);
    const before = server.memory;
    const [{ attempted, opened }, health] = await Promise.all([
      attack(server.port, upstream, one),
      sleep(1_000).then(() => server.health()),
    ]);
    const peak = server.peakMemory;
    peaks.push(peak);
    const after = await server.health();
    rows.push([name, `${opened} of ${attempted}`, figure(before), figure(peak), health, after]);
    await server.stop();
  }
  await upstream.stop();
  return {
    title: 'Attacks',
    note: 'Each on a fresh server; its protected API never answers, but where the row says what it answers. Health is what a health check on a new connection gets one second after the attack began, and after its end.',
    columns: [
      'attack',
      'connections opened',
      'memory before, MB',
      'peak, MB',
      'health',
      'health after',
    ],
    rows,
    targets: [
      {
        name: 'highest peak of an attack',
        value: Math.max(...peaks),
        reach: { atMost: 256 },
        unit: 'MB of 512',
      },
    ],
  };
}
