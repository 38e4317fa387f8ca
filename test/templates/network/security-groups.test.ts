import * as v from 'valibot';
import { apiPorts } from '../../../config/api-address.js';
import { stageSchema } from '../../../config/stage-schema.js';
import { at, resourceOf, resourcesOfType, type Template } from '../../support/template.ts';
import { compare } from './compare.ts';
import {
  add,
  change,
  describeNetworkClaim,
  type NetworkClaim,
  type NetworkTwin,
  remove,
} from './describe-network-claim.ts';
import type { NetworkVariant } from './network-variant.ts';
import { type SecurityGroupRule, securityGroupRules } from './security-group-rules.ts';

interface Permissions {
  /** Who may open a connection to the group, and on what. */
  in: string[];
  /** To whom the group may open a connection, and on what. */
  out: string[];
}

/** The whole answer to "who may talk to whom". */
const permissionsFor = ({ stage, parameters }: NetworkVariant): Record<string, Permissions> => ({
  ...permissionsOfThree(apiPorts({ ...stage, ...protocolOf(parameters) })),
  ...(parameters['WithEcsCaller'] === 'true' && permissionsOfEcsCaller(stage.container.port)),
});

/** Of the parameters of a network: what its load balancer speaks. */
const protocolOf = ({ ApiProtocol }: NetworkVariant['parameters']) => ({
  apiProtocol: v.parse(stageSchema.entries.apiProtocol, ApiProtocol),
});

const permissionsOfEcsCaller = (port: number): Record<string, Permissions> => ({
  EcsCallerLoadBalancerSecurityGroup: {
    in: ['tcp 443 0.0.0.0/0', 'tcp 80 0.0.0.0/0'],
    out: [`tcp ${port} EcsCallerSecurityGroup`],
  },
  EcsCallerSecurityGroup: { in: [`tcp ${port} EcsCallerLoadBalancerSecurityGroup`], out: [] },
});

const permissionsOfThree = (apiPorts: readonly number[]): Record<string, Permissions> => ({
  ApiClientSecurityGroup: {
    in: [],
    out: [
      ...apiPorts.map((port) => `tcp ${port} ApiLoadBalancerSecurityGroup`),
      'tcp 443 EndpointSecurityGroup',
    ],
  },
  ApiLoadBalancerSecurityGroup: {
    in: apiPorts.map((port) => `tcp ${port} ApiClientSecurityGroup`),
    out: [],
  },
  InternetClientSecurityGroup: { in: [], out: ['tcp 443 0.0.0.0/0'] },
  EndpointSecurityGroup: {
    in: ['tcp 443 ApiClientSecurityGroup', 'tcp 443 InternetClientSecurityGroup'],
    out: [],
  },
});

/** AWS's way to write "no egress"; nothing listens there. */
const isNone = ({ direction, peer, traffic }: SecurityGroupRule) =>
  direction === 'out' && peer === '127.0.0.1/32' && traffic === '-1';

/** The groups of the design, on whatever stage. Another is the team's own: a database's, say. */
const DESIGNED = Object.keys({ ...permissionsOfThree([1]), ...permissionsOfEcsCaller(1) });

/** Who is let in is said whole, but for the endpoints; whom a group may call may grow by the team's own. */
const mayGrow = (group: string, direction: 'in' | 'out') =>
  direction === 'out' || group === 'EndpointSecurityGroup';

const groupsPermitExactly: NetworkClaim = (variant) => {
  const { template } = variant;
  const rules = securityGroupRules(template).filter((rule) => !isNone(rule));
  const permissions = permissionsFor(variant);
  const groups = resourcesOfType(template, 'AWS::EC2::SecurityGroup').map(([id]) => id);
  const own = groups.filter((group) => !DESIGNED.includes(group));
  const isDesigned = ({ group }: SecurityGroupRule) => permissions[group] !== undefined;
  const strangers = rules.filter((rule) => !isDesigned(rule) && !own.includes(rule.group));
  return [
    ...compare(
      'groups',
      groups.filter((group) => DESIGNED.includes(group)),
      Object.keys(permissions),
    ),
    ...strangers.map(({ id, group }) => `${id} is a rule of ${group}`),
    ...Object.entries(permissions).flatMap(([group, expected]) =>
      (['in', 'out'] as const).flatMap((direction) => {
        const found = rules
          .filter((rule) => rule.group === group && rule.direction === direction)
          .filter(({ peer }) => !(mayGrow(group, direction) && own.includes(peer)))
          .map(({ traffic, peer }) => `${traffic} ${peer}`);
        return compare(`${group} ${direction}`, found, expected[direction]);
      }),
    ),
    ...rules
      .filter(({ group, peer }) => own.includes(group) || own.includes(peer))
      .flatMap((rule) => problemsOfOwn(rule, rules)),
  ];
};

/** A group of the team's own is opened to other groups only, and by both ends of a connection. */
function problemsOfOwn(rule: SecurityGroupRule, rules: readonly SecurityGroupRule[]): string[] {
  const { id, group, direction, peer, traffic } = rule;
  if (!peer.endsWith('SecurityGroup')) return [`${id} opens ${group} ${direction} to ${peer}`];
  const isMet = rules.some(
    (other) =>
      other.group === peer &&
      other.peer === group &&
      other.direction !== direction &&
      other.traffic === traffic,
  );
  return isMet ? [] : [`${id}: ${peer} has no rule that meets ${group} ${direction} ${traffic}`];
}

/** Each rule, and how the claim names it when it is gone. */
const ruleTwins: readonly (readonly [string, string, string?])[] = [
  ['ApiClientEgressToApiLoadBalancer', 'ApiClientSecurityGroup out: missing tcp 80', 'http'],
  [
    'ApiClientEgressToApiLoadBalancerOverTls',
    'ApiClientSecurityGroup out: missing tcp 443',
    'https',
  ],
  ['ApiClientEgressToEndpoint', 'ApiClientSecurityGroup out: missing tcp 443'],
  [
    'ApiLoadBalancerIngressFromApiClient',
    'ApiLoadBalancerSecurityGroup in: missing tcp 80',
    'http',
  ],
  [
    'ApiLoadBalancerIngressFromApiClientOverTls',
    'ApiLoadBalancerSecurityGroup in: missing tcp 443',
    'https',
  ],
  ['EndpointIngressFromApiClient', 'EndpointSecurityGroup in: missing tcp 443 ApiClient'],
  ['EndpointIngressFromInternetClient', 'EndpointSecurityGroup in: missing tcp 443 InternetClient'],
  ['InternetClientEgressToInternet', 'InternetClientSecurityGroup out: missing tcp 443 0.0.0.0/0'],
];

/** @param protocol that a rule is of; any, when left out */
const speaking = (protocol?: string) => (protocol ? { when: { ApiProtocol: protocol } } : {});

const withEcsCaller = { WithEcsCaller: 'true' };
const ecsCallerRuleTwins = [
  [
    'EcsCallerLoadBalancerIngressFromInternetOn443',
    'EcsCallerLoadBalancerSecurityGroup in: missing tcp 443 0.0.0.0/0',
  ],
  [
    'EcsCallerLoadBalancerIngressFromInternetOn80',
    'EcsCallerLoadBalancerSecurityGroup in: missing tcp 80 0.0.0.0/0',
  ],
  [
    'EcsCallerLoadBalancerEgressToEcsCaller',
    'EcsCallerLoadBalancerSecurityGroup out: missing tcp 8080 EcsCallerSecurityGroup',
  ],
  [
    'EcsCallerIngressFromEcsCallerLoadBalancer',
    'EcsCallerSecurityGroup in: missing tcp 8080 EcsCallerLoadBalancerSecurityGroup',
  ],
] as const;

const anywhere = { CidrIp: '0.0.0.0/0', SourceSecurityGroupId: undefined };

describeNetworkClaim(
  'each security group permits what the design says, and no more',
  groupsPermitExactly,
  [
    ...ruleTwins.flatMap(([id, named, protocol]): NetworkTwin[] =>
      [
        { mistake: `${id} is removed`, make: remove(id), named },
        { mistake: `${id} is opened to more ports`, make: change(id, { ToPort: 65535 }), named },
        {
          mistake: `${id} is for another protocol`,
          make: change(id, { IpProtocol: 'udp' }),
          named,
        },
      ].map((twin) => ({ ...twin, ...speaking(protocol) })),
    ),
    {
      mistake: 'the port for HTTP stays open on HTTPS alone',
      when: { ApiProtocol: 'https' },
      make: add('Left', 'AWS::EC2::SecurityGroupIngress', {
        GroupId: { 'Fn::GetAtt': ['ApiLoadBalancerSecurityGroup', 'GroupId'] },
        SourceSecurityGroupId: { 'Fn::GetAtt': ['ApiClientSecurityGroup', 'GroupId'] },
        ...{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80 },
      }),
      named: 'ApiLoadBalancerSecurityGroup in: unexpected tcp 80 ApiClientSecurityGroup',
    },
    ...ecsCallerRuleTwins.flatMap(([id, named]): NetworkTwin[] => [
      { mistake: `${id} is removed`, when: withEcsCaller, make: remove(id), named },
      {
        mistake: `${id} is opened to more ports`,
        when: withEcsCaller,
        make: change(id, { ToPort: 65535 }),
        named,
      },
    ]),
    {
      mistake: 'the tasks of the ECS caller admit anybody past their load balancer',
      when: withEcsCaller,
      make: change('EcsCallerIngressFromEcsCallerLoadBalancer', anywhere),
      named: 'EcsCallerSecurityGroup in: unexpected tcp 8080 0.0.0.0/0',
    },
    {
      mistake: 'the load balancer of the ECS caller may call the protected API past the tasks',
      when: withEcsCaller,
      make: change('EcsCallerLoadBalancerEgressToEcsCaller', {
        DestinationSecurityGroupId: { Ref: 'ApiLoadBalancerSecurityGroup' },
      }),
      named: 'EcsCallerLoadBalancerSecurityGroup out: unexpected tcp 8080 ApiLoadBalancer',
    },
    {
      mistake: 'the tasks get a way out of their own',
      when: withEcsCaller,
      make: add('EcsCallerEgressToInternet', 'AWS::EC2::SecurityGroupEgress', {
        GroupId: { Ref: 'EcsCallerSecurityGroup' },
        ...{ CidrIp: '0.0.0.0/0', IpProtocol: '-1' },
      }),
      named: 'EcsCallerSecurityGroup out: unexpected -1 0.0.0.0/0',
    },
    {
      mistake: 'a stage without the ECS caller has its door to the world',
      when: { WithEcsCaller: 'false' },
      make: add('EcsCallerLoadBalancerSecurityGroup', 'AWS::EC2::SecurityGroup', {}),
      named: 'groups: unexpected EcsCallerLoadBalancerSecurityGroup',
    },
    {
      mistake: 'the load balancer admits an address block in place of the API clients',
      when: { ApiProtocol: 'both' },
      make: change('ApiLoadBalancerIngressFromApiClient', anywhere),
      named: 'ApiLoadBalancerSecurityGroup in: unexpected tcp 80 0.0.0.0/0',
    },
    {
      mistake: 'the load balancer admits internet clients too',
      make: add('ApiLoadBalancerIngressFromInternetClient', 'AWS::EC2::SecurityGroupIngress', {
        GroupId: { 'Fn::GetAtt': ['ApiLoadBalancerSecurityGroup', 'GroupId'] },
        SourceSecurityGroupId: { 'Fn::GetAtt': ['InternetClientSecurityGroup', 'GroupId'] },
        ...{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80 },
      }),
      named: 'ApiLoadBalancerSecurityGroup in: unexpected tcp 80 InternetClientSecurityGroup',
    },
    {
      mistake: 'the API clients may call anywhere',
      make: add('ApiClientEgressToInternet', 'AWS::EC2::SecurityGroupEgress', {
        GroupId: { 'Fn::GetAtt': ['ApiClientSecurityGroup', 'GroupId'] },
        ...{ CidrIp: '0.0.0.0/0', IpProtocol: '-1' },
      }),
      named: 'ApiClientSecurityGroup out: unexpected -1 0.0.0.0/0',
    },
    {
      mistake: 'a group admits somebody inline',
      make: change('EndpointSecurityGroup', {
        SecurityGroupIngress: [{ CidrIp: '10.0.0.0/8', IpProtocol: '-1' }],
      }),
      named: 'EndpointSecurityGroup in: unexpected -1 10.0.0.0/8',
    },
    {
      mistake: 'a group of the team is open to addresses',
      make: add('OpenSecurityGroup', 'AWS::EC2::SecurityGroup', {
        SecurityGroupIngress: [{ CidrIp: '0.0.0.0/0', IpProtocol: '-1' }],
      }),
      named: 'OpenSecurityGroup opens OpenSecurityGroup in to 0.0.0.0/0',
    },
    {
      mistake: 'a client may call a group of the team that does not let it in',
      make: (template) => {
        add('DatabaseSecurityGroup', 'AWS::EC2::SecurityGroup', {})(template);
        add('ApiClientEgressToDatabase', 'AWS::EC2::SecurityGroupEgress', {
          GroupId: { Ref: 'ApiClientSecurityGroup' },
          DestinationSecurityGroupId: { Ref: 'DatabaseSecurityGroup' },
          ...{ IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432 },
        })(template);
      },
      named: 'DatabaseSecurityGroup has no rule that meets ApiClientSecurityGroup out tcp 5432',
    },
    {
      mistake: 'a rule opens a group of another stack',
      make: add('Stray', 'AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-1', IpProtocol: '-1' }),
      named: 'Stray is a rule of a group outside the stack',
    },
  ],
);

/** An omitted or empty egress is no statement: AWS then allows everything. */
const groupsStateNoEgressInline: NetworkClaim = ({ template }) =>
  resourcesOfType(template, 'AWS::EC2::SecurityGroup').flatMap(([id]) => {
    const inline = securityGroupRules(template).filter((rule) => rule.inline && rule.group === id);
    const isStated = inline.length === 1 && inline.every(isNone);
    return isStated ? [] : [`${id} does not state "no egress" inline, and nothing else`];
  });

describeNetworkClaim('every group starts from no egress', groupsStateNoEgressInline, [
  ...Object.keys(permissionsOfThree([80])).map(
    (id): NetworkTwin => ({
      mistake: `${id} omits its egress`,
      make: change(id, { SecurityGroupEgress: undefined }),
      named: id,
    }),
  ),
  ...Object.keys(permissionsOfEcsCaller(8080)).map(
    (id): NetworkTwin => ({
      mistake: `${id} omits its egress`,
      when: withEcsCaller,
      make: change(id, { SecurityGroupEgress: undefined }),
      named: id,
    }),
  ),
  {
    mistake: 'a group states an empty list',
    make: change('ApiClientSecurityGroup', { SecurityGroupEgress: [] }),
    named: 'ApiClientSecurityGroup',
  },
]);

/** Its names are the team's, too. */
const isOfTheTeam = (template: Template, id: string) =>
  template.Resources[id] !== undefined && !DESIGNED.includes(id);

const rulesAreSentences: NetworkClaim = ({ template }) => {
  const name = (group: string) =>
    group === '0.0.0.0/0' ? 'Internet' : group.replace(/SecurityGroup$/, '');
  const problems: string[] = [];
  for (const [id, { Properties }] of resourcesOfType(template, 'AWS::EC2::SecurityGroup')) {
    if (!at(Properties, 'GroupDescription')) problems.push(`${id} has no GroupDescription`);
  }
  for (const { id, inline, group, direction, peer, traffic } of securityGroupRules(template)) {
    if (inline || !DESIGNED.includes(group) || isOfTheTeam(template, peer)) continue;
    const verb = direction === 'in' ? 'IngressFrom' : 'EgressTo';
    const sentence = `${name(group)}${verb}${name(peer)}`;
    // Two rules between the same two also name their port, or what is spoken there.
    const withPort = `${sentence}On${traffic.replace(/^tcp /, '')}`;
    const overTls = `${sentence}OverTls`;
    if (![sentence, withPort, overTls].includes(id)) {
      problems.push(`${id} is a rule that says ${sentence}`);
    }
    if (!at(resourceOf(template, id), 'Properties', 'Description')) {
      problems.push(`${id} has no Description`);
    }
  }
  return problems;
};

describeNetworkClaim('each rule is named by what it says, and described', rulesAreSentences, [
  {
    mistake: 'a rule says something else than its name',
    make: change('EndpointIngressFromApiClient', {
      SourceSecurityGroupId: { Ref: 'InternetClientSecurityGroup' },
    }),
    named: 'EndpointIngressFromApiClient is a rule that says EndpointIngressFromInternetClient',
  },
  {
    mistake: 'a rule names another port than its own',
    when: withEcsCaller,
    make: change('EcsCallerLoadBalancerIngressFromInternetOn80', { FromPort: 8443, ToPort: 8443 }),
    named: 'EcsCallerLoadBalancerIngressFromInternetOn80 is a rule that says',
  },
  {
    mistake: 'a rule has no description',
    make: change('ApiClientEgressToEndpoint', { Description: undefined }),
    named: 'ApiClientEgressToEndpoint has no Description',
  },
]);
