import { loadStage } from '../../../config/stage.js';
import type { Claim } from '../../support/claim.ts';
import { templateOf } from '../../support/system.ts';
import { at, listOf, resourcesOfType } from '../../support/template.ts';
import {
  attributesOf,
  change,
  changeContainer,
  container,
  describeOwnClaim,
  differences,
  imported,
  properties,
  service,
  subnetsOf,
  text,
  variable,
} from './describe-own-claim.ts';

describeOwnClaim(
  'its load balancer is internet-facing, in the public subnets, behind its own group',
  (system) => {
    const { Scheme, Subnets, SecurityGroups } = properties(system, 'CallerLoadBalancer');
    const attributes = attributesOf(system, 'CallerLoadBalancer', 'LoadBalancerAttributes');
    const { deletionProtection, timeBudget } = loadStage(system.stage);
    return differences({
      Scheme: [Scheme, 'internet-facing'],
      Subnets: [Subnets, subnetsOf(system, 'Public')],
      SecurityGroups: [SecurityGroups, [imported(system, 'EcsCallerLoadBalancerSecurityGroupId')]],
      drop: [attributes['routing.http.drop_invalid_header_fields.enabled'], 'true'],
      desync: [attributes['routing.http.desync_mitigation_mode'], 'strictest'],
      protection: [text(attributes['deletion_protection.enabled']), text(deletionProtection)],
      idle: [text(attributes['idle_timeout.timeout_seconds']), text(timeBudget.albIdle)],
    });
  },
  [
    {
      mistake: 'it stands in the private subnets',
      make: (system) =>
        change('CallerLoadBalancer', { Subnets: subnetsOf(system, 'Private') })(system),
      named: 'Subnets',
    },
    {
      mistake: 'it wears the key to the protected API',
      make: (system) =>
        listOf(properties(system, 'CallerLoadBalancer')['SecurityGroups']).push(
          imported(system, 'ApiClientSecurityGroupId'),
        ),
      named: 'SecurityGroups',
    },
    {
      mistake: 'its attributes are left out',
      make: change('CallerLoadBalancer', { LoadBalancerAttributes: [] }),
      named: 'desync',
    },
  ],
);

/** TLS 1.2 and newer only (ELB user guide, "Security policies"). */
const TLS_POLICIES = /^ELBSecurityPolicy-TLS13-1-[23]-/;

const listenersSpeakHttps: Claim = (system) => {
  const listeners = resourcesOfType(
    templateOf(system, service),
    'AWS::ElasticLoadBalancingV2::Listener',
  );
  const https = properties(system, 'HttpsListener');
  const http = properties(system, 'HttpListener');
  return [
    ...differences({
      listeners: [listeners.map(([id]) => id), ['HttpsListener', 'HttpListener']],
      HttpsListener: [
        [https['Protocol'], https['Port'], https['DefaultActions']],
        ['HTTPS', 443, [{ Type: 'forward', TargetGroupArn: { Ref: 'CallerTargetGroup' } }]],
      ],
      Certificates: [
        https['Certificates'],
        [{ CertificateArn: loadStage(system.stage).ecsCertificateArn }],
      ],
      HttpListener: [
        [http['Protocol'], http['Port'], http['DefaultActions']],
        [
          'HTTP',
          80,
          [
            {
              Type: 'redirect',
              RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' },
            },
          ],
        ],
      ],
    }),
    ...(TLS_POLICIES.test(String(https['SslPolicy']))
      ? []
      : [`SslPolicy is ${https['SslPolicy']}`]),
  ];
};

describeOwnClaim('HTTPS leads to the tasks, HTTP to HTTPS', listenersSpeakHttps, [
  {
    mistake: 'HTTP leads to the tasks, too',
    make: change('HttpListener', {
      DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'CallerTargetGroup' } }],
    }),
    named: 'HttpListener is',
  },
  {
    mistake: 'TLS 1.0 is taken',
    make: change('HttpsListener', { SslPolicy: 'ELBSecurityPolicy-2016-08' }),
    named: 'SslPolicy',
  },
  {
    mistake: 'a third listener is opened',
    make: (system) => {
      templateOf(system, service).Resources['Stray'] = {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
      };
    },
    named: 'Stray',
  },
]);

describeOwnClaim(
  'one port leads to the tasks everywhere',
  (system) => {
    const { port } = loadStage(system.stage).container;
    const group = properties(system, 'CallerTargetGroup');
    const [target] = listOf(properties(system, 'CallerService')['LoadBalancers']);
    const [mapping] = listOf(container(system)['PortMappings']);
    return differences({
      TargetType: [group['TargetType'], 'ip'],
      Protocol: [group['Protocol'], 'HTTP'],
      VpcId: [group['VpcId'], imported(system, 'VpcId')],
      'port of the target group': [group['Port'], port],
      'port of the service': [at(target, 'ContainerPort'), port],
      'port of the container': [at(mapping, 'ContainerPort'), port],
      PORT: [text(variable(system, 'PORT')), text(port)],
      container: [at(target, 'ContainerName'), container(system)['Name']],
    });
  },
  [
    {
      mistake: 'the container listens elsewhere',
      make: changeContainer({ Environment: [{ Name: 'PORT', Value: '3000' }] }),
      named: 'PORT is "3000"',
    },
  ],
);
