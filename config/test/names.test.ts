import {
  functionName,
  LIMITS,
  roleName,
  serviceName,
  stackName,
  targetGroupName,
} from '../names.js';

const REGIONS = ['us-east-1', 'ap-southeast-1', 'us-northeast-west-1'.slice(0, LIMITS.region)];

describe('names', () => {
  it('are the stack, then what is in it', () => {
    const stack = stackName('shop', 'public-caller', 'dev');
    expect(stack).toBe('shop-public-caller-dev');
    expect(functionName(stack, 'api')).toBe('shop-public-caller-dev-api');
    expect(targetGroupName('shop-public-caller', 'api', 'dev')).toBe('shop-public-caller-api-dev');
    expect(roleName(stack)).toBe(`shop-public-caller-dev-\${AWS::Region}-lambdaRole`);
  });

  it('fit the limits of AWS with the longest prefix and a long stage', () => {
    const stack = stackName('p'.repeat(20), 'protected-api', 's'.repeat(40));
    expect(functionName(stack, 'pricing').length).toBeLessThanOrEqual(64);
    expect(targetGroupName(stack, 'pricing', 'dev').length).toBeLessThanOrEqual(32);
    for (const region of REGIONS)
      expect(roleName(stack).replace(/\$\{.*\}/, region).length).toBeLessThanOrEqual(64);
  });

  it('differ by stage where they are cut', () => {
    const [blue = '', green = ''] = ['feature-login-blue', 'feature-login-green'];
    const service = serviceName('private-lambda', 'protected-api');
    expect(targetGroupName(service, 'pricing', blue)).not.toBe(
      targetGroupName(service, 'pricing', green),
    );
    expect(roleName(`${service}-${blue}`)).not.toBe(roleName(`${service}-${green}`));
  });
});
