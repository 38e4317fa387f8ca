import { loadStacks, verdictOf } from '../change-system.ts';
import { SMALL_TEMPLATE, TemporaryFiles } from '../make-system.ts';

const LOOP = ['Port', ['80'], { 'In&{Port}': { Type: 'AWS::EC2::SecurityGroupIngress' } }];
const INCLUDE = { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/rules.yml' } };
const { Resources } = SMALL_TEMPLATE;

let files: TemporaryFiles;

beforeAll(() => {
  files = new TemporaryFiles();
});
afterAll(() => files.remove());

/** The verdicts of a way that the small template opens, and of one that it does not. */
async function verdicts(changes: object) {
  const file = files.write('small.json', { ...SMALL_TEMPLATE, ...changes });
  const system = await loadStacks([['small', file]]);
  return ['small/Server', 'internet'].map((to) =>
    verdictOf(system, `small/Client -> ${to} tcp 443`),
  );
}

describe('A template that says everything', () => {
  test.each<[string, object]>([
    ['without a macro', {}],
    ['of SAM', { Transform: 'AWS::Serverless-2016-10-31' }],
    ['of AWS alone', { Transform: ['AWS::LanguageExtensions', 'AWS::Serverless-2016-10-31'] }],
  ])('%s has certain answers', async (_, changes) => {
    expect(await verdicts(changes)).toEqual(['reachable', 'blocked']);
  });
});

describe('A template that is added to', () => {
  test.each<[string, object]>([
    ['by a macro of its own', { Transform: 'Company::Standards' }],
    ['by one macro of several', { Transform: ['AWS::Serverless-2016-10-31', 'Standards'] }],
    ['by an include', { Transform: INCLUDE }],
    [
      'by an include among its resources',
      { Resources: { ...Resources, 'Fn::Transform': INCLUDE } },
    ],
    ['by a loop', { Resources: { ...Resources, 'Fn::ForEach::Rules': LOOP } }],
    ['by a loop of exports', { Outputs: { 'Fn::ForEach::Ids': LOOP } }],
    [
      'by an include in properties',
      {
        Resources: {
          ...Resources,
          Bucket: { Type: 'AWS::S3::Bucket', Properties: { 'Fn::Transform': INCLUDE } },
        },
      },
    ],
  ])('%s has no certain answer', async (_, changes) => {
    expect(await verdicts(changes)).toEqual(['unknown', 'unknown']);
  });
});
