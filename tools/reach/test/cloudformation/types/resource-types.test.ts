import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FILE, formatResourceTypes, makeResourceTypes } from '../../../make-resource-types.mjs';
import { MANAGED_SERVICES } from '../../../src/cloudformation/nodes/managed-services.ts';
import { isNodeType } from '../../../src/cloudformation/nodes/nodes.ts';
import {
  HARMLESS_ALL_THE_SAME,
  READ_TYPES,
} from '../../../src/cloudformation/types/known-types.ts';
import { classOf } from '../../../src/cloudformation/types/resource-class.ts';
import { isListed, listedTypes } from '../../../src/cloudformation/types/resource-table.ts';

const root = join(__dirname, '../../../../..');

describe('The table of resource types', () => {
  it('is what AWS’s own schemas say', () => {
    const written = readFileSync(join(root, FILE), 'utf8');
    expect(written).toBe(formatResourceTypes(makeResourceTypes()));
  }, 60_000);

  it('judges every type that CloudFormation knows', () => {
    const classes = new Set(listedTypes().map(classOf));
    expect([...classes].sort()).toEqual(['attached', 'custom', 'harmless', 'modelled']);
  });

  it.each([
    ['AWS::AppRunner::VpcConnector', 'attached'],
    ['AWS::CloudFormation::CustomResource', 'custom'],
    ['AWS::CloudFront::VpcOrigin', 'attached'],
    ['AWS::EC2::InstanceConnectEndpoint', 'attached'],
    ['AWS::EC2::SecurityGroup', 'modelled'],
    ['AWS::EC2::VerifiedAccessEndpoint', 'attached'],
    ['AWS::ElastiCache::CacheCluster', 'modelled'],
    ['AWS::GlobalAccelerator::EndpointGroup', 'attached'],
    ['AWS::SSM::Parameter', 'harmless'],
    ['AWS::VpcLattice::ResourceGateway', 'attached'],
    ['AWS::NewService::Endpoint', 'unlisted'],
    ['Company::Network::Entrance', 'unlisted'],
    ['Custom::Anything', 'custom'],
  ])('takes %s for %s', (type, expected) => {
    expect(classOf(type)).toBe(expected);
  });

  it('has every type that a list beside it names', () => {
    const named = [...READ_TYPES, ...HARMLESS_ALL_THE_SAME, ...MANAGED_SERVICES.keys()];
    expect(named.filter((type) => isListed(type) === undefined)).toEqual([]);
  });

  it('finds no type in two of the lists', () => {
    const read = [...READ_TYPES];
    const harmless = [...HARMLESS_ALL_THE_SAME];
    expect(read.filter((type) => isNodeType(type) || HARMLESS_ALL_THE_SAME.has(type))).toEqual([]);
    expect(harmless.filter((type) => isNodeType(type))).toEqual([]);
  });

  it('has on the list of harmless ones only types that their properties would attach', () => {
    const needless = [...HARMLESS_ALL_THE_SAME].filter((type) => isListed(type) !== 'attached');
    expect(needless).toEqual([]);
  });
});
