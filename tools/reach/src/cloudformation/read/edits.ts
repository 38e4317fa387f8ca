import type { Id, NotKnown } from '../../model/network.ts';

/** Why something may be another than the templates say: others than CloudFormation change it. */
export interface Edits {
  of(id: Id): NotKnown | undefined;
}
