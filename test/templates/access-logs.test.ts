import { loadStage } from '../../config/stage.js';
import { type Claim, describeClaim } from '../support/claim.ts';
import { isPackaged } from '../support/packaged-template.ts';
import { templateOf } from '../support/system.ts';
import { at, listOf, resourcesOfType } from '../support/template.ts';

/** Scoped by the resource alone: AWS says of no condition key that load balancers send it. */
const loadBalancersWrite = {
  Sid: 'LoadBalancersOfThisAccountWrite',
  Effect: 'Allow',
  Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
  Action: 's3:PutObject',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own
  Resource: { 'Fn::Sub': '${AccessLogBucket.Arn}/AWSLogs/${AWS::AccountId}/*' },
};

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
    const policy = template.Resources['AccessLogBucketPolicy'];
    if (!albAccessLogs) {
      if (bucket) problems.push('AccessLogBucket is there');
      if (policy) problems.push('AccessLogBucketPolicy is there');
      return problems;
    }
    if (bucket?.['DeletionPolicy'] !== 'RetainExceptOnCreate')
      problems.push('AccessLogBucket goes with the stack, or stays after a deploy that failed');
    if (bucket?.['UpdateReplacePolicy'] !== 'Retain')
      problems.push('AccessLogBucket goes when it is replaced');
    const allows = listOf(at(policy?.Properties, 'PolicyDocument', 'Statement')).filter(
      (statement) => at(statement, 'Effect') === 'Allow',
    );
    if (JSON.stringify(allows) !== JSON.stringify([loadBalancersWrite]))
      problems.push(`AccessLogBucketPolicy allows ${JSON.stringify(allows)}`);
    const [named] = attribute('access_logs.s3.bucket');
    if (at(named, 'Ref') !== 'AccessLogBucket') problems.push('no bucket is named');
    return problems;
  };

for (const service of ['protected-api', 'ecs-caller'].filter(isPackaged)) {
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
        mistake:
          'the bucket stays after the deploy that made it has failed, or is there on a stage without',
        make: (system) => {
          const { Resources } = templateOf(system, service);
          Resources['AccessLogBucket'] = {
            ...Resources['AccessLogBucket'],
            Type: 'AWS::S3::Bucket',
            DeletionPolicy: 'Retain',
          };
        },
        named: 'AccessLogBucket',
      },
      {
        mistake:
          'the policy asks for a key that load balancers may not send, or is there on a stage without',
        make: (system) => {
          const { Resources } = templateOf(system, service);
          const Condition = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
          Resources['AccessLogBucketPolicy'] = {
            Type: 'AWS::S3::BucketPolicy',
            Properties: {
              PolicyDocument: { Statement: [{ ...loadBalancersWrite, Condition }] },
            },
          };
        },
        named: 'AccessLogBucketPolicy',
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
