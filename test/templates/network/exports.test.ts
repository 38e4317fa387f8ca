import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MARKER_OUTPUT } from '@private-lambda/osls-plugin/ownership';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { isFrozen, readTemplate, testedStages } from '../../support/packaged-template.ts';
import { resourcesOfType, type Template } from '../../support/template.ts';
import { change } from './describe-network-claim.ts';
import { copiesOf, type NetworkVariant, networkVariants } from './network-variant.ts';

/**
 * Exports whose value differs between two variants that both have it: CloudFormation would refuse to go from one to
 * the other while somebody imports it.
 */
function changingExports(variants: readonly NetworkVariant[]): string[] {
  const first = new Map<string, { title: string; value: string }>();
  return variants.flatMap(({ title, template }) =>
    Object.entries(template.Outputs).flatMap(([key, { Value }]) => {
      const value = JSON.stringify(Value);
      const known = first.get(key) ?? { title, value };
      first.set(key, known);
      // It names the stage, and a stack has one.
      if (known.value === value || key === MARKER_OUTPUT) return [];
      return [`${key} is ${known.value} (${known.title}) and ${value} (${title})`];
    }),
  );
}

describe('exports of the network', () => {
  it('keep their value, whatever parameters and stage say', () => {
    expect(changingExports(networkVariants())).toEqual([]);
  });

  it('are named when one would change', () => {
    // A stage of one's own may have no variants, in an existing VPC, and blocks like those of the mistake.
    if (!isFrozen) return;
    const variants = copiesOf(networkVariants());
    for (const { parameters, template } of variants) {
      const output = template.Outputs['PrivateSubnetIdsAB'];
      if (output && parameters['Azs'] === 'ABC')
        output.Value = { 'Fn::Join': [',', ['A', 'B', 'C']] };
    }

    expect(changingExports(variants).join('\n')).toContain('PrivateSubnetIdsAB is {"Fn::Join"');
  });
});

/** What a third AZ would replace: resources with other properties than before. */
function replacedByGrowth(small: Template, large: Template): string[] {
  return ['AWS::EC2::Subnet', 'AWS::EC2::RouteTable'].flatMap((type) => {
    const after = new Map(resourcesOfType(large, type));
    return resourcesOfType(small, type)
      .filter(([id, before]) => JSON.stringify(after.get(id)) !== JSON.stringify(before))
      .map(([id]) => `${id} is not as before`);
  });
}

describe('growing from two AZs to three', () => {
  const grow = () => {
    const variants = copiesOf(networkVariants());
    const larger = new Map(variants.map((variant) => [variant.title, variant.template]));
    const pairs = variants.flatMap(({ title, parameters, template: small }) => {
      const large = larger.get(title.replace('Azs=AB ', 'Azs=ABC '));
      return parameters['Azs'] === 'AB' && large ? [{ small, large }] : [];
    });
    expect(pairs).toHaveLength(variants.length / 2);
    return pairs;
  };

  it('replaces no subnet and no route table', () => {
    expect(grow().flatMap(({ small, large }) => replacedByGrowth(small, large))).toEqual([]);
  });

  it('is caught when it moves a subnet to another slot', () => {
    if (!isFrozen) return;
    for (const { small, large } of grow()) {
      change('PrivateSubnetB', { CidrBlock: '10.20.64.0/20' })(large);
      expect(replacedByGrowth(small, large)).toEqual(['PrivateSubnetB is not as before']);
    }
  });

  it('adds the exports of the third AZ and takes none away', () => {
    for (const { small, large } of grow()) {
      const added = Object.keys(large.Outputs).filter((key) => !small.Outputs[key]);
      expect(Object.keys(large.Outputs)).toEqual(
        expect.arrayContaining(Object.keys(small.Outputs)),
      );
      expect(added).toEqual(
        expect.arrayContaining(['PrivateSubnetIdsABC', 'PublicSubnetIdsABC', 'PrivateSubnetCId']),
      );
    }
  });
});

/** README and templates of today belong together. */
if (!isFrozen) {
  it.each(testedStages)(
    'the README of the network lists outputs of %s as they are; an output of the team need not be there',
    (stage) => {
      const readme = readFileSync(join(repositoryRoot, 'services/network/README.md'), 'utf8');
      const [, section = ''] = readme.split('## Outputs');
      const rows = [...section.matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)].map(
        ([, key, description]) => `${key}: ${description}`,
      );
      const { Outputs } = readTemplate('network', stage).template;
      const outputs = Object.entries(Outputs).map(
        ([key, { Description }]) => `${key}: ${Description}`,
      );

      expect(rows).not.toEqual([]);
      expect(rows.filter((row) => !outputs.includes(row))).toEqual([]);
    },
  );
}
