import { Assumptions } from '../../src/template/assumptions.ts';
import { MAX_STEPS } from '../../src/template/stack.ts';
import { stackSet } from '../../src/template/system.ts';
import { parseTemplateData } from '../make-template.ts';

/** Resources of which each repeats an attribute of the next one twice. */
const doubling = (levels: number, twice: (next: unknown) => unknown, last: string) => ({
  Resources: Object.fromEntries([
    ...Array.from({ length: levels }, (_, index) => [
      `V${index}`,
      {
        Type: 'AWS::SSM::Parameter',
        Properties: { Value: twice({ 'Fn::GetAtt': [`V${index + 1}`, 'Value'] }) },
      },
    ]),
    [`V${levels}`, { Type: 'AWS::SSM::Parameter', Properties: { Value: last } }],
  ]),
});
const JOINED = (next: unknown) => ({ 'Fn::Join': ['', [next, next]] });
const LISTED = (next: unknown) => [next, next];

function resolveFirst(template: Record<string, unknown>) {
  const set = stackSet(parseTemplateData(template), Assumptions.none());
  const [first] = set.ofType((type) => type === 'AWS::SSM::Parameter');
  return first?.get('Value');
}

describe('The functions of a template', () => {
  it('may double a text some times', () => {
    expect(resolveFirst(doubling(10, JOINED, 'x'))).toBe('x'.repeat(1024));
  });

  it('end in one line when a text doubles too often', () => {
    expect(() => resolveFirst(doubling(28, JOINED, '10.0.0.0/16'))).toThrow(
      /^a\.json: its functions make a text of more than 1000000 characters$/,
    );
  });

  it('end in one line when a list doubles too often', () => {
    expect(() => resolveFirst(doubling(28, LISTED, ''))).toThrow(
      `a.json: its functions refer to each other so often that they take more than ${MAX_STEPS} steps`,
    );
  });
});
