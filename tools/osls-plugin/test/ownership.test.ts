import { foreignStackProblem, MARKER_OUTPUT, markerOf, ownerOf } from '../src/ownership.js';

const owner = { project: 'sample', service: 'network', stage: 'dev' };
const tagged = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
const marked = (OutputValue: string) => [{ OutputKey: MARKER_OUTPUT, OutputValue }];

describe('foreignStackProblem', () => {
  it('takes a stack with our tags and our marker for ours', () => {
    const stack = { Tags: tagged(owner), Outputs: marked(markerOf(owner)) };
    expect(foreignStackProblem(stack, owner)).toBeUndefined();
  });

  it('takes a stack of an earlier version, which has the tags alone, for ours', () => {
    expect(foreignStackProblem({ Tags: tagged(owner) }, owner)).toBeUndefined();
  });

  it('names the tags and values of a stack that is not ours', () => {
    const stack = { StackName: 'network-dev', Tags: tagged({ ...owner, project: 'other' }) };
    expect(foreignStackProblem(stack, owner)).toBe(
      'Stack network-dev is not ours (found tag project: other; expected project sample, service network, stage dev): it is left as it is',
    );
  });

  it.each(['project', 'service', 'stage'] as const)('misses the tag %s', (tag) => {
    const Tags = tagged(owner).filter(({ Key }) => Key !== tag);
    expect(foreignStackProblem({ Tags }, owner)).toContain(`tag ${tag}: none`);
  });

  it('believes the marker of another owner more than tags', () => {
    const stack = { Tags: tagged(owner), Outputs: marked('other/network/dev') };
    expect(foreignStackProblem(stack, owner)).toContain('output StackOwner: other/network/dev');
  });

  it('takes a stack that says nothing for foreign', () => {
    expect(foreignStackProblem({ StackName: 'network-dev' }, owner)).toContain('is not ours');
  });
});

describe('ownerOf', () => {
  it('reads the three tags of a service, and takes no less', () => {
    expect(ownerOf({ ...owner, team: 'a' })).toEqual(owner);
    expect(ownerOf({ project: 'sample', service: 'network' })).toBeUndefined();
    expect(ownerOf(undefined)).toBeUndefined();
  });
});
