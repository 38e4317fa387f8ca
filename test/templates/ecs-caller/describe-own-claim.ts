import { loadStage } from '../../../config/stage.js';
import { type Claim, describeClaim, type NegativeTwin } from '../../support/claim.ts';
import { leftOut } from '../../support/left-out.ts';
import { isPackaged } from '../../support/packaged-template.ts';
import { propertiesOf, type System } from '../../support/system.ts';
import { at, listOf } from '../../support/template.ts';

export const service = 'ecs-caller';
export const properties = (system: System, id: string) => propertiesOf(system, service, id);
export const container = (system: System): Record<string, unknown> => {
  const [one] = listOf(properties(system, 'CallerTaskDefinition')['ContainerDefinitions']);
  return Object(one);
};
export const imported = (system: System, name: string) => ({
  'Fn::ImportValue': `${system.stackNames['network']}-${name}`,
});
export const subnetsOf = (system: System, tier: string) => ({
  'Fn::Split': [',', imported(system, `${tier}SubnetIds${loadStage(system.stage).azs}`)],
});

/** osls leaves numbers and booleans of a stage as they are; CloudFormation makes text of them where it wants text. */
export const text = (value: unknown) => String(value);

/** Found and expected, each under the name of what it is. */
type Comparison = Readonly<Record<string, readonly [found: unknown, expected: unknown]>>;

export function differences(comparison: Comparison): string[] {
  return Object.entries(comparison)
    .map(([what, values]) => [what, ...values.map((value) => JSON.stringify(value))])
    .filter(([, found, expected]) => found !== expected)
    .map(([what, found, expected]) => `${what} is ${found}, not ${expected}`);
}

/** A mistake that gives properties of a resource other values. */
export const change =
  (id: string, values: Record<string, unknown>): NegativeTwin['make'] =>
  (system) =>
    Object.assign(properties(system, id), values);
export const changeContainer =
  (values: Record<string, unknown>): NegativeTwin['make'] =>
  (system) =>
    Object.assign(container(system), values);

export function describeOwnClaim(
  title: string,
  claim: Claim,
  twins: readonly NegativeTwin[],
): void {
  if (isPackaged(service)) describeClaim(title, claim, twins, ['the ECS caller too']);
  else leftOut(`${title}: there is no services/${service}`);
}

export const variable = (system: System, name: string): unknown =>
  at(
    listOf(container(system)['Environment']).find((one) => at(one, 'Name') === name),
    'Value',
  );

export const attributesOf = (system: System, id: string, key: string) =>
  Object.fromEntries(
    listOf(properties(system, id)[key]).map((one) => [at(one, 'Key'), at(one, 'Value')]),
  );
