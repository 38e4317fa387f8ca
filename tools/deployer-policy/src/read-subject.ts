import { temporaryDirectory } from '@private-lambda/command-line/temporary-directory';
import {
  type PackagedTemplate,
  packageTemplates,
} from '@private-lambda/packaging/package-templates';
import { chooseServices } from '@private-lambda/system/choose-services';
import { readDeployableStage } from '@private-lambda/system/deployable-stage';
import { readPackaged } from '@private-lambda/system/read-packaged';
import { readProject } from '@private-lambda/system/stack-name';
import { MADE_ZONE } from '../../../config/api-address.js';
import { boundaryName, boundaryOf, NETWORK, stackName } from '../../../config/names.js';
import type { Stage } from '../../../config/stage.js';
import type { NameRecord, Subject } from './subject.ts';

/**
 * Packages what a deploy of the stage deploys.
 * @throws InputError for a stage without a file or with a wrong value
 */
export async function readSubject(stage: string): Promise<Subject> {
  const settings = readDeployableStage(stage);
  using directory = temporaryDirectory('policy-');
  const packaged = await packageTemplates({
    stages: [stage],
    services: servicesOf(stage, settings),
    outputDirectory: directory.path,
  });
  return subjectOf(stage, settings, packaged);
}

/** @param packaged templates of the stage; those that its deploy role does not deploy are left out */
export function subjectOf(
  stage: string,
  settings: Stage,
  packaged: readonly PackagedTemplate[],
): Subject {
  const { name, prefix } = readProject();
  const { existingVpc, permissionsBoundary } = settings;
  const services = servicesOf(stage, settings);
  const subnets = [existingVpc?.publicSubnetIds, existingVpc?.privateSubnetIds];
  const sharesNetwork = settings.networkStage !== stage;
  return {
    project: name,
    stage,
    boundary: boundaryOf(prefix, stage, settings) || boundaryName(prefix, stage),
    makesBoundary: typeof permissionsBoundary !== 'string',
    stacks: packaged
      .filter(({ service, stage: of }) => of === stage && services.includes(service))
      .map((one) => ({
        name: one.stackName,
        resources: readPackaged(one).filter(({ type }) => isWanted(type, settings)),
      })),
    readStacks: sharesNetwork ? [stackName(prefix, NETWORK, settings.networkStage)] : [],
    publicDomainName: settings.publicDomainName,
    records: recordsOf(settings),
    certificates: certificatesOf(settings),
    makesRegionalNat: settings.natMode === 'regional' && !sharesNetwork,
    existing: {
      ...(existingVpc && { vpc: existingVpc.id }),
      subnets: subnets.flatMap((tier) =>
        tier ? [tier.A, tier.B, ...(tier.C ? [tier.C] : [])] : [],
      ),
      elasticIps: Object.values(settings.natElasticIps ?? {}).flatMap((id) => id ?? []),
    },
  };
}

/** A stage without a name of its own is not given what one takes. */
function isWanted(type: string, settings: Stage): boolean {
  if (/^AWS::ApiGatewayV2::(DomainName|ApiMapping)$/.test(type))
    return settings.publicDomainName !== '';
  // IAM tells zones by their ids alone, and this one has none before: an administrator's to deploy.
  if (type === 'AWS::Route53::HostedZone') return false;
  return type !== 'AWS::Route53::RecordSet' || recordsOf(settings).length > 0;
}

function recordsOf(settings: Stage): readonly NameRecord[] {
  const { publicDomainName, publicHostedZoneId, ecsDomainName, ecsHostedZoneId } = settings;
  const { ecsCaller, apiDomainName, apiHostedZone } = settings;
  return [
    { name: publicDomainName, hostedZoneId: publicHostedZoneId },
    ...(ecsCaller ? [{ name: ecsDomainName, hostedZoneId: ecsHostedZoneId }] : []),
    { name: apiDomainName, hostedZoneId: apiHostedZone },
  ].filter(({ hostedZoneId }) => hostedZoneId !== '' && hostedZoneId !== MADE_ZONE);
}

function certificatesOf(settings: Stage): readonly string[] {
  const { publicCertificateArn, apiCertificateArn, ecsCaller, ecsCertificateArn } = settings;
  const shown = [publicCertificateArn, apiCertificateArn, ecsCaller ? ecsCertificateArn : ''];
  return [...new Set(shown.filter(Boolean))];
}

/** All that a deploy role deploys; never what makes the role itself. */
function servicesOf(stage: string, settings: Stage): readonly string[] {
  return chooseServices({ stage, whole: true }, settings);
}
