import { readStage } from '@private-lambda/packaging/read-stage';
import { listFrozen } from '../../../test/fixture/frozen-system.ts';
import { subjectOf } from '../src/read-subject.ts';
import type { Subject } from '../src/subject.ts';

/** The frozen system, with everything that a deploy of the stage can deploy. */
export function frozenSubject(stage = 'prod'): Subject {
  return subjectOf(stage, { ...readStage(stage), ecsCaller: true }, listFrozen());
}
