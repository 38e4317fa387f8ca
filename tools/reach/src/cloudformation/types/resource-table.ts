import { entry, type Resource } from '../../template/resource.ts';
import { isList, isMap, type Value } from '../../template/value.ts';
import table from './resource-types.json' with { type: 'json' };

/** AWS's own schemas say so (`make-resource-types.mjs`). */
const ATTACHED: ReadonlyMap<string, string> = new Map(Object.entries(table.attached));
const HARMLESS: ReadonlySet<string> = new Set(
  Object.entries(table.harmless).flatMap(([service, names]) =>
    names.split(' ').map((name) => `${service}::${name}`),
  ),
);

/** Properties that attach a resource without the schema saying so: maps of anything, and ARNs of any type. */
const ALSO_ATTACHED: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'Parameters'],
  ['AWS::CloudFormation::StackSet', 'Parameters.ParameterValue'],
  ['AWS::CloudFront::VpcOrigin', 'VpcOriginEndpointConfig.Arn'],
  ['AWS::ElasticBeanstalk::ConfigurationTemplate', 'OptionSettings.Value'],
  ['AWS::ElasticBeanstalk::Environment', 'OptionSettings.Value'],
  ['AWS::Serverless::Application', 'Parameters'],
  ['AWS::ServiceCatalog::CloudFormationProvisionedProduct', 'ProvisioningParameters.Value'],
  ['AWS::SSM::Document', 'Content'],
  ['AWS::SSM::MaintenanceWindowTask', 'TaskArn'],
  ['AWS::VpcLattice::TargetGroup', 'Targets.Id'],
  ['AWS::StepFunctions::StateMachine', 'Definition DefinitionString DefinitionSubstitutions'],
]);

/** A property that attaches a resource, or one item of it. */
export interface AttachingValue {
  /** The property's own name, without those that it stands in. */
  readonly name: string;
  /** The names from the resource's properties to it, where the table has them. */
  readonly path: string;
  readonly value: Value;
}

export function isListed(type: string): 'attached' | 'harmless' | undefined {
  if (ATTACHED.has(type) || ALSO_ATTACHED.has(type)) return 'attached';
  return HARMLESS.has(type) ? 'harmless' : undefined;
}

/** What attaches a resource: by its properties' paths, and all it has for a type that the table does not have. */
export function attachingValues(resource: Resource): readonly AttachingValue[] {
  const { type } = resource;
  if (!isListed(type)) return scalarsIn('', '', resource.all());
  return attachingPaths(type).flatMap((path) => valuesAt(resource, path));
}

/** What stands at a path of properties (`Name.Name`): one for each item of a list, at any depth below it. */
export function valuesAt(resource: Resource, path: string): readonly AttachingValue[] {
  const [first = '', ...rest] = path.split('.');
  return follow(path, first, resource.get(first), rest);
}

/** The properties that attach a resource of this type, as `Name.Name`. */
export function attachingPaths(type: string): readonly string[] {
  const paths = [ATTACHED.get(type), ALSO_ATTACHED.get(type)].filter((each) => each !== undefined);
  return paths.flatMap((each) => each.split(' '));
}

function follow(
  path: string,
  name: string,
  value: Value | undefined,
  rest: readonly string[],
): AttachingValue[] {
  if (value === undefined || value === null) return [];
  const [next, ...further] = rest;
  if (next === undefined) return scalarsIn(path, name, value);
  if (isList(value)) return value.flatMap((item) => follow(path, name, item, rest));
  if (isMap(value)) return follow(path, next, entry(value, [next]), further);
  // Not known: so is whatever it holds.
  return [{ name: rest.at(-1) ?? name, path, value }];
}

/** @param name of the property, which an entry of a map without a name of its own keeps */
function scalarsIn(path: string, name: string, value: Value): AttachingValue[] {
  if (isList(value)) return value.flatMap((item) => scalarsIn(path, name, item));
  if (isMap(value)) {
    return Object.entries(value).flatMap(([key, item]) => scalarsIn(path, key, item));
  }
  return value === null ? [] : [{ name, path, value }];
}

/** Every type of the table, for a test of the lists beside it. */
export function listedTypes(): readonly string[] {
  return [...ATTACHED.keys(), ...HARMLESS];
}
