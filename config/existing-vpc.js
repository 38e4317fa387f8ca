/** What a stage must say so that its VPC, made or existing, can be deployed. */
import { ADDRESS_SLOTS } from './az-letters.js';
import { needsInternetGateway } from './nat-gateways.js';

/**
 * What of the VPC does not fit together, one line.
 * @param {import('./stage-schema.js').Stage} stage
 * @returns {string | undefined}
 */
export function vpcProblem(stage) {
  const small = stage.ecsCaller ? smallPublicBlock(stage) : undefined;
  if (small !== undefined) {
    return `publicSubnetCidrs: ${small} is too small for the load balancer of the ECS caller; expected /27 or larger`;
  }
  return stage.existingVpc ? existingProblem(stage, stage.existingVpc) : ownProblem(stage);
}

/**
 * Are there public subnets, made or existing? In a VPC of its own always; in an existing one where a regional NAT gateway
 * is the only way out there are none but those that the stage file names.
 * @param {{
 *   natMode: string | undefined,
 *   ecsCaller: boolean,
 *   existingVpc?: { internetGatewayId?: string | undefined, publicSubnetIds?: object | undefined } | undefined,
 * }} stage
 */
export function hasPublicSubnets({ natMode, ecsCaller, existingVpc }) {
  if (existingVpc === undefined || existingVpc.publicSubnetIds) return true;
  const isDoorForRegional = natMode === 'regional' && !ecsCaller;
  return existingVpc.internetGatewayId !== undefined && !isDoorForRegional;
}

/**
 * A /28 holds a NAT gateway, and no load balancer (ELB user guide, "Subnets for your load balancer").
 * @param {import('./stage-schema.js').Stage} stage
 */
function smallPublicBlock({ publicSubnetCidrs }) {
  return Object.values(publicSubnetCidrs ?? {}).find((cidr) => cidr?.endsWith('/28'));
}

/** @param {import('./stage-schema.js').Stage} stage */
function ownProblem({ publicSubnetCidrs, privateSubnetCidrs }) {
  for (const [tier, blocks] of Object.entries({ publicSubnetCidrs, privateSubnetCidrs })) {
    const missing = ADDRESS_SLOTS.filter((slot) => !(blocks && slot in blocks));
    if (missing.length > 0) {
      return `${tier}: ${missing.join(', ')} missing; expected a block for each slot ${ADDRESS_SLOTS.join(', ')} (npm run subnets finds free ones)`;
    }
  }
  return undefined;
}

/**
 * @param {import('./stage-schema.js').Stage} stage
 * @param {NonNullable<import('./stage-schema.js').Stage['existingVpc']>} vpc
 */
function existingProblem(stage, vpc) {
  const { azs, natMode, logsEndpoint, containerEndpoints } = stage;
  const letters = azs.split('');
  if (stage.vpcCidr !== vpc.cidrs[0]) {
    return `vpcCidr is ${stage.vpcCidr}; expected ${vpc.cidrs[0]}, the first of existingVpc.cidrs`;
  }
  if (needsInternetGateway(stage) && !vpc.internetGatewayId) {
    return `existingVpc has no internetGatewayId; expected one for ${natMode === 'none' ? 'ecsCaller' : `natMode ${natMode}`}`;
  }
  const tiers = [
    { ids: 'privateSubnetIds', blocks: 'privateSubnetCidrs', isUsed: true },
    {
      ids: 'publicSubnetIds',
      blocks: 'publicSubnetCidrs',
      isUsed: vpc.internetGatewayId !== undefined && hasPublicSubnets(stage),
    },
  ];
  for (const { ids, blocks, isUsed } of tiers) {
    /** @type {Record<string, unknown>} */
    const named = { ...vpc, ...stage };
    for (const key of isUsed ? (named[ids] ? [ids, blocks] : [blocks]) : []) {
      const missing = letters.filter((letter) => !hasKey(named[key], letter));
      if (missing.length > 0) {
        return `${key}: ${missing.join(', ')} missing; expected one for each AZ letter of azs ${azs}`;
      }
    }
  }
  if (vpc.privateSubnetIds && (natMode !== 'none' || logsEndpoint || containerEndpoints)) {
    return 'existingVpc.privateSubnetIds: in given subnets the network makes no NAT gateways and endpoints; expected natMode: none, logsEndpoint: false and containerEndpoints: false';
  }
  return undefined;
}

/** @param {unknown} map @param {string} key */
function hasKey(map, key) {
  return typeof map === 'object' && map !== null && key in map;
}
