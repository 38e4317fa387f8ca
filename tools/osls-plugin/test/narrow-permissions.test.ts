import { narrowPermissions } from '../src/narrow-permissions.js';
import type { Serverless } from '../src/osls.js';

const invoked = (key: string) => ({ 'Fn::GetAtt': [`${key}LambdaFunction`, 'Arn'] });
const permission = (key: string, more: object = {}) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    FunctionName: invoked(key),
    Principal: 'elasticloadbalancing.amazonaws.com',
    ...more,
  },
});
const group = (key: string, Name?: string) => ({
  Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  Properties: { Name, Targets: [{ Id: invoked(key) }] },
});

function narrow(
  Resources: Record<string, ReturnType<typeof permission> | ReturnType<typeof group>>,
) {
  const service = { provider: { compiledCloudFormationTemplate: { Resources } } };
  const serverless: Pick<Serverless, 'service'> = {
    service: {
      service: 'protected-api',
      provider: { ...service.provider, coreCloudFormationTemplate: undefined },
    },
  };
  narrowPermissions(serverless);
  return Resources;
}

const arnOf = (name: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:elasticloadbalancing:\${AWS::Region}:\${AWS::AccountId}:targetgroup/${name}/*`,
});

describe('narrowPermissions', () => {
  it('limits each permission of a load balancer to the target group of its function, and to the account', () => {
    const narrowed = narrow({
      Api: permission('Api'),
      Orders: permission('Orders'),
      OrdersOfGroup: permission('Orders', { SourceArn: { Ref: 'OrdersGroup' } }),
      ApiGroup: group('Api', 'shop-api'),
      OrdersGroup: group('Orders', 'shop-orders'),
    });
    const SourceAccount = { Ref: 'AWS::AccountId' };
    expect(narrowed['Api']?.Properties).toMatchObject({
      SourceAccount,
      SourceArn: arnOf('shop-api'),
    });
    expect(narrowed['Orders']?.Properties).toMatchObject({ SourceArn: arnOf('shop-orders') });
    expect(narrowed['OrdersOfGroup']?.Properties).toMatchObject({
      ...{ SourceAccount, SourceArn: { Ref: 'OrdersGroup' } },
    });
  });

  it('leaves permissions of other services as they are', () => {
    const other = permission('Api', { Principal: 'apigateway.amazonaws.com' });
    const before = structuredClone(other);
    expect(narrow({ Api: other })['Api']).toEqual(before);
  });

  it('fails where the target group has no name: the permission would be for every group', () => {
    expect(() => narrow({ Api: permission('Api'), ApiGroup: group('Api') })).toThrow('has no name');
    expect(() => narrow({ Api: permission('Api') })).toThrow('has no name');
  });
});
