import { readStage } from '@private-lambda/packaging/read-stage';
import { MADE_ZONE } from '../../../../config/api-address.js';
import { importCertificate, issueCertificate, makeHostedZone } from '../aws/names.ts';
import type { Scene } from '../scene.ts';

/** Stage keys of a certificate, of the name that it carries, and of the zone that gets its record. */
const NAMES = [
  ['apiCertificateArn', 'apiDomainName', 'apiHostedZone'],
  ['publicCertificateArn', 'publicDomainName', 'publicHostedZoneId'],
  ['ecsCertificateArn', 'ecsDomainName', 'ecsHostedZoneId'],
] as const;

/**
 * What a stage names of its account, the emulator's has not: others stand in for its certificates and zones, and for the
 * authority that its callers trust. A private zone that the VPC would have is one that the stage makes, and so are Elastic
 * IPs that somebody has allocated.
 */
export async function standIn(scene: Scene): Promise<void> {
  const settings = readStage(scene.stage);
  const changed: Record<string, unknown> = {};
  for (const [certificate, nameKey, zone] of NAMES) {
    const name = settings[nameKey] || `${scene.stage}.invalid`;
    const isPrivate = certificate === 'apiCertificateArn' && settings.apiCertificateAuthority;
    if (settings[certificate])
      changed[certificate] = isPrivate
        ? await importCertificate(scene.aws, name, scene.tlsFront.certificateFor(name))
        : await issueCertificate(scene.aws, name);
    if (settings[zone])
      changed[zone] = zone === 'apiHostedZone' ? MADE_ZONE : await makeHostedZone(scene.aws, name);
  }
  if (settings.apiCertificateAuthority)
    changed['apiCertificateAuthority'] = scene.tlsFront.authority;
  if (settings.natElasticIps) changed['natElasticIps'] = {};
  scene.changeStage(changed);
}
