import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageTemplates } from '@private-lambda/packaging/package-templates';
import { formatCheck } from '@private-lambda/reach/format/check-text';
import { checkPolicy } from '@private-lambda/reach/policy/check-policy';
import { projectPolicy } from '@private-lambda/reach/policy/project-policy';
import type { Stage } from '../../../config/stage.js';
import { OPTIONAL_SERVICES } from './choose-services.ts';
import { readServiceOrder } from './service-order.ts';

/**
 * Holds the templates of a stage, as they would be deployed, to the claims of reach.yml: of the optional services
 * only those that the stage has a place for, since the network has no groups for the others.
 * @returns what does not hold or cannot be decided, with its way hop by hop; undefined when everything holds
 */
export async function checkClaims(
  stage: string,
  { networkStage: shared, ecsCaller }: Pick<Stage, 'networkStage' | 'ecsCaller'>,
): Promise<string | undefined> {
  const outputDirectory = mkdtempSync(join(tmpdir(), 'deploy-claims-'));
  try {
    const networkStage = shared || stage;
    const stages = [...new Set([stage, networkStage])];
    const services = [...readServiceOrder(), ...(ecsCaller ? OPTIONAL_SERVICES : [])];
    const packaged = await packageTemplates({ stages, services, outputDirectory });
    const system = packaged.filter((one) =>
      one.service === 'network' ? one.stage === networkStage : one.stage === stage,
    );
    const result = await checkPolicy(projectPolicy(system));
    return result.satisfied ? undefined : formatCheck(result);
  } finally {
    rmSync(outputDirectory, { recursive: true, force: true });
  }
}
