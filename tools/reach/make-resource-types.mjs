/**
 * Writes `src/cloudformation/types/resource-types.json` from AWS's own resource schemas, which
 * `@aws-cdk/aws-service-spec` carries. After an update of that package run
 * `node tools/reach/make-resource-types.mjs`; a test says when it is due.
 */
import { join } from 'node:path';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { replaceFile } from '../command-line/src/replace-file.js';

export const FILE = join('tools', 'reach', 'src', 'cloudformation', 'types', 'resource-types.json');

/** Names of properties that attach a resource to a network, or let it invoke a function. */
const ATTACHING =
  /(Subnets?(Ids?|Arns?|IdList|Mappings?)?|SubnetGroup(Name|Id|Identifier)?|VPCZoneIdentifier|SecurityGroups?(Ids?|Arns?|IDs|IdList|Id)?|GroupSet|RouteTableIds?|NetworkInterfaces?(Ids?|Arn)?|Listeners?(Arns?|Identifier)|TargetGroups?(Arns?|ARNs|Identifier)?|LoadBalancers?(Arns?|Names?)?|(Lambda|Function)s?(Function)?(Arns?|ARN|Name))$|^(Peer)?V[pP][cC](s|Ids?|ID|Arn|Identifier)?$/;

/** Paths that name a launch template, which may state groups and subnets. */
const LAUNCHING = /LaunchTemplate(Id|Name|\.(Template)?(Id|Name))$/;

/** Types that a property names by the schema's own account, where its name does not say so. */
const ATTACHING_TO = new Set([
  'AWS::EC2::NetworkInterface',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::Subnet',
  'AWS::EC2::VPC',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::ElasticLoadBalancingV2::TargetGroup',
  'AWS::Lambda::Function',
]);

/**
 * Every type, with the paths of the properties that attach it; none for a type that nothing attaches.
 * @returns {Record<string, string[]>}
 */
export function makeResourceTypes() {
  const spec = loadAwsServiceSpecSync();
  /**
   * @param {Record<string, import('@aws-cdk/service-spec-types').Property>} properties
   * @param {string[]} path
   * @param {ReadonlySet<string>} seen definitions that the path has passed: some contain themselves
   * @returns {string[]}
   */
  const attaching = (properties, path, seen) =>
    Object.entries(properties).flatMap(([name, property]) => {
      const own = [...path, name];
      const inside = definitionsIn(property.type)
        .filter((id) => !seen.has(id))
        .flatMap((id) =>
          attaching(spec.get('typeDefinition', id).properties, own, new Set([...seen, id])),
        );
      if (inside.length > 0) return inside;
      const attaches =
        ATTACHING.test(name) ||
        LAUNCHING.test(own.join('.')) ||
        property.relationshipRefs?.some(({ cloudFormationType }) =>
          ATTACHING_TO.has(cloudFormationType),
        );
      return attaches ? [own.join('.')] : [];
    });
  const types = [...spec.all('resource')].map(({ cloudFormationType, properties }) => [
    cloudFormationType,
    [...new Set(attaching(properties, [], new Set()))].sort(),
  ]);
  return Object.fromEntries(types.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}

/**
 * @param {import('@aws-cdk/service-spec-types').PropertyType} type
 * @returns {string[]}
 */
function definitionsIn(type) {
  switch (type.type) {
    case 'ref':
      return [type.reference.$ref];
    case 'array':
    case 'map':
      return definitionsIn(type.element);
    case 'union':
      return type.types.flatMap(definitionsIn);
    default:
      return [];
  }
}

/**
 * Attached types with their properties, one a line; of the others only the names, by service.
 * @param {Record<string, string[]>} types
 */
export function formatResourceTypes(types) {
  const attached = Object.entries(types).filter(([, paths]) => paths.length > 0);
  /** @type {Map<string, string[]>} */
  const harmless = new Map();
  for (const [type, paths] of Object.entries(types)) {
    if (paths.length > 0) continue;
    const [vendor, service, name = ''] = type.split('::');
    const key = `${vendor}::${service}`;
    harmless.set(key, [...(harmless.get(key) ?? []), name]);
  }
  const lines = (/** @type {[string, string[]][]} */ entries) =>
    entries.map(([key, items]) => `    ${JSON.stringify(key)}: ${JSON.stringify(items.join(' '))}`);
  return `{
  "attached": {
${lines(attached).join(',\n')}
  },
  "harmless": {
${lines([...harmless]).join(',\n')}
  }
}
`;
}

if (process.argv[1]?.endsWith('make-resource-types.mjs')) {
  replaceFile(FILE, formatResourceTypes(makeResourceTypes()));
}
