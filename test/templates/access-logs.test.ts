import { loadStage } from '../../config/stage.js';
import { type Claim, describeClaim } from '../support/claim.ts';
import { templateOf } from '../support/system.ts';
import { at, listOf, resourcesOfType } from '../support/template.ts';

const accessLogsAreKept =
  (service: string): Claim =>
  (system) => {
    const template = templateOf(system, service);
    const bucket = template.Resources['AccessLogBucket'];
    const attributes = resourcesOfType(
      template,
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
    ).flatMap(([, { Properties }]) => listOf(at(Properties, 'LoadBalancerAttributes')));
    const attribute = (key: string) =>
      attributes.filter((one) => at(one, 'Key') === key).map((one) => at(one, 'Value'));
    const { albAccessLogs } = loadStage(system.stage);
    const problems: string[] = [];
    if (String(attribute('access_logs.s3.enabled')) !== String(albAccessLogs)) {
      problems.push(`access logs are not ${albAccessLogs}`);
    }
    if (!albAccessLogs) return bucket ? [...problems, 'AccessLogBucket is there'] : problems;
    if (bucket?.['DeletionPolicy'] !== 'Retain')
      problems.push('AccessLogBucket goes with the stack');
    const policy = template.Resources['AccessLogBucketPolicy']?.Properties;
    for (const statement of listOf(at(policy, 'PolicyDocument', 'Statement'))) {
      const principal = JSON.stringify(at(statement, 'Principal'));
      const isOpen =
        at(statement, 'Effect') === 'Allow' &&
        !principal.includes('logdelivery.elasticloadbalancing');
      if (isOpen) problems.push(`AccessLogBucketPolicy admits ${principal}`);
    }
    const [named] = attribute('access_logs.s3.bucket');
    if (at(named, 'Ref') !== 'AccessLogBucket') problems.push('no bucket is named');
    return problems;
  };

for (const service of ['protected-api', 'ecs-caller']) {
  describeClaim(
    `access logs of ${service} are kept where the stage has them, and only load balancers write them`,
    accessLogsAreKept(service),
    [
      {
        mistake: 'the bucket follows the stage of the other kind',
        make: (system) => {
          const { Resources } = templateOf(system, service);
          if (Resources['AccessLogBucket'])
            Resources['AccessLogBucket']['DeletionPolicy'] = 'Delete';
          else Resources['AccessLogBucket'] = { Type: 'AWS::S3::Bucket' };
        },
        named: 'AccessLogBucket',
      },
      {
        mistake: 'the load balancer says nothing of them',
        make: (system) => {
          const [[, balancer] = []] = resourcesOfType(
            templateOf(system, service),
            'AWS::ElasticLoadBalancingV2::LoadBalancer',
          );
          delete Object(balancer?.Properties).LoadBalancerAttributes;
        },
        named: 'access logs are not',
      },
    ],
    service === 'ecs-caller' ? ['the ECS caller too'] : undefined,
  );
}
