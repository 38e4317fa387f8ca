import { readStage } from '@private-lambda/packaging/read-stage';
import { listFrozen } from '../../../test/fixture/frozen-system.ts';
import { subjectOf } from '../src/read-subject.ts';
import type { Subject } from '../src/subject.ts';

const CERTIFICATE = 'arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c';

/** The frozen system, with everything that a deploy of the stage can deploy. */
export function frozenSubject(stage = 'prod'): Subject {
  const domain = { publicDomainName: 'api.example.com', publicHostedZoneId: 'Z0A1B2C' };
  const ecs = { ecsCaller: true, ecsCertificateArn: CERTIFICATE };
  const settings = { ...readStage(stage), ...domain, ...ecs };
  return subjectOf(stage, settings, listFrozen());
}
