import { callCosts } from '../../src/calls/call-costs.ts';
import { readPriceList } from '../../src/prices/price-list.ts';
import { resourcesOf } from '../support/resources-of.ts';

const list = readPriceList('us-east-1');
const call = { ms: 10, kb: 4, logKb: 1 };
const lambda = (architecture: string) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    MemorySize: 1024,
    Architectures: [architecture],
    TracingConfig: { Mode: 'Active' },
  },
});
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const system = {
  Api: { Type: 'AWS::ApiGatewayV2::Api' },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: { IntegrationUri: arn('Front') },
  },
  Group: {
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Properties: { Targets: [{ Id: arn('Back') }] },
  },
  Front: lambda('arm64'),
  Back: lambda('x86_64'),
  Nightly: lambda('arm64'),
};

describe('a million calls', () => {
  it('cost what each function that they reach costs, and what lies before it', async () => {
    const parts = callCosts(await resourcesOf(system), list, call);

    // By hand: 10,000 GB-seconds each; 4 GB through 0.4 GB an hour; 3 GB of log lines; 4 GB to the internet.
    expect(parts.map(({ price, cents }) => [price, cents])).toEqual([
      ['httpApiMillion', 100],
      ['lambdaMillion', 40],
      ['lambdaArmGbSecond', 13],
      ['lambdaX86GbSecond', 17],
      ['lcuHour', 8],
      ['logsGb', 150],
      ['internetGb', 36],
      ['xrayMillion', 500],
    ]);
  });

  it('leave out traces where nothing traces, and say of a missing price that it is not known', async () => {
    const untraced = {
      ...lambda('arm64'),
      Properties: { MemorySize: 128, Architectures: ['arm64'] },
    };
    const { lcuHour: _, ...prices } = list.prices;
    const parts = callCosts(
      await resourcesOf({ ...system, Front: untraced, Back: untraced }),
      { ...list, prices },
      call,
    );

    expect(parts.map(({ price }) => price)).not.toContain('xrayMillion');
    expect(parts.find(({ price }) => price === 'lcuHour')?.cents).toBeUndefined();
  });

  it('cost nothing that is known where there is no HTTP API', async () => {
    expect(callCosts(await resourcesOf({ Front: lambda('arm64') }), list, call)).toEqual([]);
  });
});
