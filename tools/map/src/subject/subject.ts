import type { System } from 'cfn-reach/src/template/system.ts';
import type { Policy } from '../answers/claim-answers.ts';

/** What one picture is made of. */
export interface Subject {
  readonly name: string;
  readonly system: System;
  /** What it is compared with: the system before a change. */
  readonly before?: System | undefined;
  readonly policy?: Policy | undefined;
}
