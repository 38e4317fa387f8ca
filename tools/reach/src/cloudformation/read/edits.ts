import type { Id, Unknown } from '../../model/network.ts';

/** Why something may be another than the templates say: others than CloudFormation change it. */
export interface Edits {
  of(id: Id): Unknown | undefined;
}
