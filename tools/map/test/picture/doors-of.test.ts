import { loadStacks } from '../../../reach/test/change-system.ts';
import { SMALL_TEMPLATE, TemporaryFiles } from '../../../reach/test/make-system.ts';
import { makePicture } from '../../src/picture/make-picture.ts';

// The layout library is large.
jest.setTimeout(60_000);

const files = new TemporaryFiles();
afterAll(() => files.remove());

const URL = {
  Type: 'AWS::Lambda::Url',
  Properties: { TargetFunctionArn: { 'Fn::GetAtt': ['Client', 'Arn'] }, AuthType: 'AWS_IAM' },
};

/** The doors of a function with a URL, of which both, or one, turn on what only a deploy settles. */
async function doorsWhere(urlMore: object, functionMore: object = {}) {
  const Client = { ...SMALL_TEMPLATE.Resources.Client, ...functionMore };
  const file = files.write('app.json', {
    Parameters: { Given: { Type: 'String' } },
    Conditions: { IsOn: { 'Fn::Equals': [{ Ref: 'Given' }, 'a'] } },
    Resources: { ...SMALL_TEMPLATE.Resources, Client, Url: { ...URL, ...urlMore } },
  });
  const { items } = await makePicture({ name: 'app', system: await loadStacks([['app', file]]) });
  return items.find(({ id }) => id === 'app/Client')?.doors;
}

const IF_ON = { Condition: 'IsOn' };

describe('the doors of a function', () => {
  it('are certain where no condition says otherwise', async () => {
    expect(await doorsWhere({})).toEqual(['url app/Url']);
  });

  it('are perhaps there where a condition turns on an unknown that decides no connection', async () => {
    expect(await doorsWhere(IF_ON)).toEqual(['perhaps url app/Url']);
  });

  it('are certain where they are there whenever the function is', async () => {
    expect(await doorsWhere(IF_ON, IF_ON)).toEqual(['url app/Url']);
  });
});
