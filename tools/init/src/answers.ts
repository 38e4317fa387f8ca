import type { Block } from '@private-lambda/subnets/blocks/block';
import type { Stage } from '../../../config/stage.js';

/** What the user wants; undefined leaves a thing as it is. */
export interface Answers {
  readonly name: string;
  readonly prefix: string | undefined;
  readonly title: string | undefined;
  /** `owner/name` on GitHub. */
  readonly repository: string | undefined;
  readonly holder: string | undefined;
  /** All that are to be there. */
  readonly stages: readonly string[];
  /** By stage. */
  readonly regions: ReadonlyMap<string, string>;
  readonly blocks: ReadonlyMap<string, Block>;
  readonly existingVpcs: ReadonlyMap<string, string>;
  readonly natModes: ReadonlyMap<string, Stage['natMode']>;
}
