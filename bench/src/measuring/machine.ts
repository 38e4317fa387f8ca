import { availableParallelism, cpus, loadavg } from 'node:os';

/** The machine in one line: ratios travel, absolute figures do not. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'an unknown processor';
  const load = loadavg()
    .map((value) => value.toFixed(1))
    .join(', ');
  const day = new Date().toISOString().slice(0, 10);
  return `${day}; ${model}, ${availableParallelism()} cores; Node ${process.versions.node}; load ${load}`;
}
