import { unprotectedParameters } from '../src/protect-last.js';

const parameters = (ParameterValue: string) => [
  { ParameterKey: 'Image', ParameterValue: 'true' },
  { ParameterKey: 'DeletionProtection', ParameterValue },
];
const stack = (Parameters: ReturnType<typeof parameters>) => ({
  StackName: 'a',
  CreationTime: undefined,
  StackStatus: undefined,
  Parameters,
});

describe('unprotectedParameters', () => {
  it('switches protection off for the deploy that is to switch it on', () => {
    expect(unprotectedParameters(parameters('true'), undefined)).toEqual(parameters('false'));
    expect(unprotectedParameters(parameters('true'), stack(parameters('false')))).toEqual(
      parameters('false'),
    );
  });

  it('leaves out access logs, too, until there are load balancers, and only then', () => {
    const logs = (ParameterValue: string) => [{ ParameterKey: 'AccessLogs', ParameterValue }];

    expect(unprotectedParameters(logs('true'), undefined)).toEqual(logs('false'));
    expect(unprotectedParameters(logs('true'), stack(logs('true')))).toBeUndefined();
  });

  it('leaves a stack protected that is, and one unprotected that is to be', () => {
    expect(unprotectedParameters(parameters('true'), stack(parameters('true')))).toBeUndefined();
    expect(unprotectedParameters(parameters('false'), undefined)).toBeUndefined();
    expect(unprotectedParameters([], undefined)).toBeUndefined();
  });
});
