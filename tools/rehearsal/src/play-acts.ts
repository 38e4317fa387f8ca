import type { Act } from './acts/act.ts';
import { acts } from './acts/acts.ts';
import type { Reporter } from './report/reporter.ts';
import type { Scene } from './scene.ts';
import type { Theatre } from './theatre.ts';

/** An act that broke, with its number and name. */
export class FailedActError extends Error {
  readonly act: string;

  constructor(act: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'FailedActError';
    this.act = act;
  }
}

/** Lanes run side by side, each in an account of its own; the acts of a lane one after another. */
export function playAll(
  chosen: readonly (readonly Act[])[],
  stage: string,
  theatre: Theatre,
  reporter: Reporter,
): Promise<readonly Scene[]> {
  return Promise.all(
    chosen.map(async (lane) => {
      const [first] = lane;
      const scene = await theatre.openScene(first?.name ?? '', stage);
      if (first?.needs === 'the deployed system') {
        await play('prepare', reporter, async () => {
          await scene.deploySystem();
          return 'compose deploy of the whole system';
        });
      }
      for (const act of lane) {
        await play(title(act), reporter, () => act.run(scene, theatre));
      }
      return scene;
    }),
  );
}

async function play(name: string, reporter: Reporter, run: () => Promise<string>): Promise<void> {
  try {
    await reporter.during(name, run);
  } catch (error) {
    throw new FailedActError(name, error);
  }
}

function title(act: Act): string {
  return `${acts.indexOf(act) + 1} ${act.name}`;
}
