import type { Scene } from '../scene.ts';
import type { Theatre } from '../theatre.ts';

export interface Act {
  /** For `--only`, and in the list. */
  readonly name: string;
  /** What it shows, in half a sentence. */
  readonly title: string;
  /** What it starts from. */
  readonly needs: 'an empty account' | 'the deployed system';
  /**
   * @param scene where it is played: the account that the acts before it have left
   * @param theatre for acts that need more than one account
   * @returns what was checked, on one line
   * @throws BrokenClaimError
   */
  run(scene: Scene, theatre: Theatre): Promise<string>;
}
