import { readStage } from '@private-lambda/packaging/read-stage';
import { listFrozen } from '../../../test/fixture/frozen-system.ts';
import { subjectOf } from '../src/read-subject.ts';
import type { Subject } from '../src/subject.ts';

/** The frozen system, with everything that a deploy of the stage can deploy. */
export function frozenSubject(stage = 'prod'): Subject {
  const domain = { publicDomainName: 'api.example.com', publicHostedZoneId: 'Z0A1B2C' };
  const settings = { ...readStage(stage), ...domain, ecsCaller: true };
  return subjectOf(stage, settings, listFrozen());
}
