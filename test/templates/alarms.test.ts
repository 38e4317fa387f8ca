import { loadStage } from '../../config/stage.js';
import {
  isFrozen,
  isPackaged,
  listPackaged,
  readTemplate,
  testedStages,
} from '../support/packaged-template.ts';
import { resolveTemplate } from '../support/resolve-template.ts';
import { at, listOf, resourcesOfType, type Template } from '../support/template.ts';

const [anyStage = ''] = testedStages;

type Service = 'network' | 'protected-api' | 'public-caller' | 'ecs-caller';
type Threshold = (stage: ReturnType<typeof loadStage>) => number;

/** What an alarm is about. @param dimensions the resources that it is about, by their logical ids */
interface Expected {
  readonly service: Service;
  readonly id: string;
  readonly metric: string;
  readonly dimensions: readonly string[];
  readonly threshold: Threshold;
  readonly statistic: string;
  /** Windows of five minutes in a row in which it must be so. */
  readonly windows: number;
}

const BALANCER = 'ApiLoadBalancer';
const errors: Threshold = ({ alarmThresholds }) => alarmThresholds.functionErrors;
const throttles: Threshold = ({ alarmThresholds }) => alarmThresholds.functionThrottles;
const near = (seconds: number, percent: number) => (seconds * 1000 * percent) / 100;
const balancer: Threshold = ({ alarmThresholds }) => alarmThresholds.loadBalancerErrors;
const one: Threshold = () => 1;

const row = (
  service: Service,
  id: string,
  metric: string,
  dimensions: readonly string[],
  threshold: Threshold,
  statistic = 'Sum',
  windows = 1,
): Expected => ({ service, id, metric, dimensions, threshold, statistic, windows });

const nat = (gateway: string): Expected[] => [
  row('network', `${gateway}PortAlarm`, 'AWS/NATGateway ErrorPortAllocation', [gateway], one),
  row(
    'network',
    `${gateway}DropAlarm`,
    'AWS/NATGateway PacketsDropCount',
    [gateway],
    ({ alarmThresholds }) => alarmThresholds.natPacketsDropped,
  ),
];

/** The functions of a service, by what osls makes of their keys: `Api` of `api`. */
const functionsOf = (service: Service): string[] =>
  resourcesOfType(readTemplate(service, anyStage).template, 'AWS::Lambda::Function').map(([id]) =>
    id.replace(/LambdaFunction$/, ''),
  );

const ofFunction = (
  service: Service,
  name: string,
  timeout: 'callerFunction' | 'protectedFunction',
): Expected[] => [
  row(service, `${name}ErrorAlarm`, 'AWS/Lambda Errors', [`${name}LambdaFunction`], errors),
  row(
    service,
    `${name}ThrottleAlarm`,
    'AWS/Lambda Throttles',
    [`${name}LambdaFunction`],
    throttles,
  ),
  row(
    service,
    `${name}DurationAlarm`,
    'AWS/Lambda Duration',
    [`${name}LambdaFunction`],
    ({ timeBudget, alarmThresholds }) => near(timeBudget[timeout], alarmThresholds.durationPercent),
    'Maximum',
  ),
];

const behindTheBalancer = (name: string): Expected[] => [
  row(
    'protected-api',
    `${name}Target5xxAlarm`,
    'AWS/ApplicationELB HTTPCode_Target_5XX_Count',
    [BALANCER, `${name}AlbMultiValueTargetGroupApiListener`],
    balancer,
  ),
  row(
    'protected-api',
    `${name}InvokeErrorAlarm`,
    'AWS/ApplicationELB LambdaInternalError',
    [`${name}AlbMultiValueTargetGroupApiListener`],
    balancer,
  ),
];

/** With a NAT gateway per AZ, and three AZs. Every function has its alarms, however many there are. */
const OF_THE_DESIGN: readonly Expected[] = [
  ...['A', 'B', 'C'].flatMap((letter) => nat(`NatGateway${letter}`)),
  ...functionsOf('protected-api').flatMap((name) => [
    ...ofFunction('protected-api', name, 'protectedFunction'),
    ...behindTheBalancer(name),
  ]),
  row(
    'protected-api',
    'ApiLoadBalancer5xxAlarm',
    'AWS/ApplicationELB HTTPCode_ELB_5XX_Count',
    [BALANCER],
    balancer,
  ),
  row(
    'protected-api',
    'ApiRejectedConnectionAlarm',
    'AWS/ApplicationELB RejectedConnectionCount',
    [BALANCER],
    balancer,
  ),
  row(
    'public-caller',
    'HttpApi5xxAlarm',
    'AWS/ApiGateway 5xx',
    ['HttpApi'],
    ({ alarmThresholds }) => alarmThresholds.httpApi5xx,
  ),
  row(
    'public-caller',
    'HttpApiLatencyAlarm',
    'AWS/ApiGateway Latency',
    ['HttpApi'],
    ({ alarmThresholds }) => alarmThresholds.httpApiLatencyMs,
    'p95',
  ),
  ...functionsOf('public-caller').flatMap((name) =>
    ofFunction('public-caller', name, 'callerFunction'),
  ),
  row(
    'ecs-caller',
    'CallerTaskAlarm',
    'ECS/ContainerInsights RunningTaskCount',
    ['CallerCluster', 'CallerService'],
    ({ container }) => container.tasks,
    // Tasks that are replaced within minutes are seen, and a deploy that replaces them wakes nobody.
    'Minimum',
    2,
  ),
  row(
    'ecs-caller',
    'CallerUnhealthyHostAlarm',
    'AWS/ApplicationELB UnHealthyHostCount',
    ['CallerLoadBalancer', 'CallerTargetGroup'],
    one,
    'Maximum',
    2,
  ),
  row(
    'ecs-caller',
    'CallerTarget5xxAlarm',
    'AWS/ApplicationELB HTTPCode_Target_5XX_Count',
    ['CallerLoadBalancer', 'CallerTargetGroup'],
    balancer,
  ),
  row(
    'ecs-caller',
    'CallerConnectionErrorAlarm',
    'AWS/ApplicationELB TargetConnectionErrorCount',
    ['CallerLoadBalancer', 'CallerTargetGroup'],
    balancer,
  ),
  row(
    'ecs-caller',
    'CallerLoadBalancer5xxAlarm',
    'AWS/ApplicationELB HTTPCode_ELB_5XX_Count',
    ['CallerLoadBalancer'],
    balancer,
  ),
];

const EXPECTED = OF_THE_DESIGN.filter(({ service }) => isPackaged(service));
const IDS = EXPECTED.map(({ id }) => id);

/** The alarms that are held: on a system of a team's own it may have more, of what it likes. */
const alarmsOf = (template: Template) =>
  resourcesOfType(template, TYPE).filter(([id]) => isFrozen || IDS.includes(id));

/** A service as CloudFormation would carry it out, with these values in place of those that the stage sends. */
function carryOut(service: string, stage: string, values: Record<string, string>): Template {
  const { template, parameters } = readTemplate(service, stage);
  const known = Object.entries(values).filter(([name]) => template.Parameters?.[name]);
  return resolveTemplate(template, { ...parameters, ...Object.fromEntries(known) });
}

const ALL = { WithAlarms: 'true', NatMode: 'per-az', Azs: 'ABC', AlarmTopicArn: '' };
const TYPE = 'AWS::CloudWatch::Alarm';

/** What is wrong with one alarm of a carried-out template. */
function problemsOf(template: Template, expected: Expected, stage: string): string[] {
  const properties = template.Resources[expected.id]?.Properties;
  if (!properties) return [`${expected.id} is not there`];
  const problems: string[] = [];
  const must = (holds: boolean, problem: string) => {
    if (!holds) problems.push(`${expected.id} ${problem}`);
  };
  must(
    `${properties['Namespace']} ${properties['MetricName']}` === expected.metric,
    'is about another metric',
  );
  const ids = listOf(properties['Dimensions']).map((dimension) => {
    const value = at(dimension, 'Value');
    return String(at(value, 'Ref') ?? listOf(at(value, 'Fn::GetAtt'))[0]);
  });
  must(ids.join() === expected.dimensions.join(), `is about ${ids.join()}`);
  must(properties['Threshold'] === expected.threshold(loadStage(stage)), 'has another threshold');
  must(properties['TreatMissingData'] === 'notBreaching', 'goes off where nobody calls');
  must(String(properties['AlarmDescription'] ?? '').length > 20, 'does not say what it means');
  const actions = JSON.stringify(properties['AlarmActions'] ?? '');
  must(/"AlarmTopic"|-network-[\w-]+-AlarmTopicArn"/.test(actions), 'wakes nobody');
  must(
    (properties['Statistic'] ?? properties['ExtendedStatistic']) === expected.statistic,
    'has another statistic',
  );
  // One bad minute wakes nobody, and an alarm comes while it still helps: windows of five minutes, all of them bad.
  must(properties['Period'] === 300, 'looks at other windows than of five minutes');
  must(
    properties['EvaluationPeriods'] === expected.windows &&
      (properties['DatapointsToAlarm'] ?? expected.windows) === expected.windows,
    'goes off after another number of windows',
  );
  const below = properties['ComparisonOperator'] === 'LessThanThreshold';
  must(below === (expected.id === 'CallerTaskAlarm'), 'compares the wrong way');
  return problems;
}

describe.each(testedStages)('on %s', (stage) => {
  it.each(EXPECTED)('$service has $id', (expected) => {
    expect(problemsOf(carryOut(expected.service, stage, ALL), expected, stage)).toEqual([]);
  });

  const mistakes: readonly [string, (properties: Record<string, unknown>) => void, string][] = [
    [
      'missing data is breaching',
      (it) => Object.assign(it, { TreatMissingData: 'breaching' }),
      'where nobody calls',
    ],
    ['nobody is told', (it) => delete it['AlarmActions'], 'wakes nobody'],
    [
      'the threshold is typed',
      (it) => Object.assign(it, { Threshold: 31_337 }),
      'another threshold',
    ],
    [
      'the metric is misspelt',
      (it) => Object.assign(it, { MetricName: 'Erors' }),
      'another metric',
    ],
    ['it is about something else', (it) => Object.assign(it, { Dimensions: [] }), 'is about'],
    [
      'it compares the wrong way',
      (it) =>
        Object.assign(it, {
          ComparisonOperator:
            it['ComparisonOperator'] === 'LessThanThreshold'
              ? 'GreaterThanThreshold'
              : 'LessThanThreshold',
        }),
      'the wrong way',
    ],
    [
      'it counts otherwise',
      (it) => Object.assign(it, { Statistic: 'SampleCount' }),
      'another statistic',
    ],
    ['it looks at minutes', (it) => Object.assign(it, { Period: 60 }), 'of five minutes'],
    ['it has no window', (it) => delete it['Period'], 'of five minutes'],
    [
      'it waits for an hour',
      (it) => Object.assign(it, { EvaluationPeriods: 12 }),
      'another number of windows',
    ],
    [
      'it needs but some of its windows',
      (it) => Object.assign(it, { EvaluationPeriods: 3, DatapointsToAlarm: 1 }),
      'another number of windows',
    ],
    ['it says nothing', (it) => delete it['AlarmDescription'], 'what it means'],
  ];
  it.each(mistakes)('each alarm is named when %s', (_, make, problem) => {
    for (const expected of EXPECTED) {
      const template = carryOut(expected.service, stage, ALL);
      make(Object(template.Resources[expected.id]?.Properties));
      expect(problemsOf(template, expected, stage).join()).toContain(problem);
    }
  });

  it('each alarm is missed when it is gone', () => {
    for (const expected of EXPECTED) {
      const template = carryOut(expected.service, stage, ALL);
      delete template.Resources[expected.id];
      expect(problemsOf(template, expected, stage)).toEqual([`${expected.id} is not there`]);
    }
  });

  const services = [...new Set(EXPECTED.map(({ service }) => service))];

  it('there are these alarms, none without its stage key, and none of a NAT gateway that is not there', () => {
    const alarms = (values: Record<string, string>) =>
      services.flatMap((service) => alarmsOf(carryOut(service, stage, values)).map(([id]) => id));

    expect(alarms(ALL).sort()).toEqual([...IDS].sort());
    expect(alarms({ ...ALL, WithAlarms: 'false' })).toEqual([]);
    expect(alarms({ ...ALL, NatMode: 'none' }).filter((id) => id.startsWith('Nat'))).toEqual([]);
    expect(alarms({ ...ALL, NatMode: 'single' }).filter((id) => id.startsWith('Nat'))).toHaveLength(
      2,
    );
    expect(alarms({ ...ALL, Azs: 'AB' }).filter((id) => id.startsWith('Nat'))).toHaveLength(4);
  });

  it('a regional NAT gateway has those of the others, once', () => {
    const template = carryOut('network', stage, { ...ALL, NatMode: 'regional' });
    const regional = nat('RegionalNatGateway');
    expect(regional.flatMap((expected) => problemsOf(template, expected, stage))).toEqual([]);
    const ids = resourcesOfType(template, TYPE).map(([id]) => id);
    expect(ids.filter((id) => id.includes('NatGateway'))).toEqual(regional.map(({ id }) => id));
  });

  it('all go to another topic where the stage names one', () => {
    const arn = 'arn:aws:sns:us-east-1:111122223333:on-call';
    for (const service of services) {
      const alarms = alarmsOf(carryOut(service, stage, { ...ALL, AlarmTopicArn: arn }));
      for (const [, { Properties }] of alarms) expect(Properties?.['AlarmActions']).toEqual([arn]);
    }
  });

  it('the dashboard shows the hop from left to right, from what is deployed, and goes with the alarms', () => {
    const dashboard = carryOut('public-caller', stage, ALL).Resources['HopDashboard'];
    const [text, variables] = listOf(at(dashboard?.Properties, 'DashboardBody', 'Fn::Sub'));
    const { widgets } = JSON.parse(String(text));
    const hop = widgets.filter((widget: unknown) => at(widget, 'y') === 0);

    expect(
      hop.map((widget: unknown) => [at(widget, 'x'), at(widget, 'properties', 'title')]),
    ).toEqual([
      [0, '1 HTTP API'],
      [6, '2 calling function'],
      [12, '3 internal load balancer'],
      [18, '4 protected function'],
    ]);
    expect(Object.keys(Object(variables))).toEqual(['Balancer', 'Protected']);
    expect(
      carryOut('public-caller', stage, { ...ALL, WithAlarms: 'false' }).Resources,
    ).not.toHaveProperty('HopDashboard');
  });
});

it('a stage has alarms where its file says so', () => {
  const switched = listPackaged().flatMap(({ service, stage }) => {
    const { template, parameters } = readTemplate(service, stage);
    const hasSwitch = Object.keys(Object(template.Parameters)).includes('WithAlarms');
    return hasSwitch ? [{ stage, sent: parameters['WithAlarms'] }] : [];
  });

  // A service of the team's own may have none, and the deployer has nothing that could fail at night.
  expect(switched.length).toBeGreaterThan(0);
  for (const { stage, sent } of switched) expect(sent).toBe(String(loadStage(stage).alarms));
});

it('nobody but CloudWatch, for this account, publishes to the topic', () => {
  const { template } = readTemplate('network', anyStage);
  const policy = template.Resources['AlarmTopicPolicy']?.Properties?.['PolicyDocument'];

  expect(listOf(at(policy, 'Statement'))).toEqual([
    expect.objectContaining({
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    }),
  ]);
});
