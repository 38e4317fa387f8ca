import type { Id, Unknown } from '../../model/network.ts';
import type { Resource } from '../../template/resource.ts';
import { isModule } from '../../template/resource-declaration.ts';
import type { StackSet } from '../../template/system.ts';
import { isMap, type Value } from '../../template/value.ts';
import { classOf } from '../types/resource-class.ts';
import { attachingValues } from '../types/resource-table.ts';
import type { Edits } from './edits.ts';
import { findReferences } from './find-references.ts';

/**
 * Where a resource states programs that run with the rights of its role, or what such programs are given; its cfn-init
 * metadata are read as well.
 */
const PROGRAMS: ReadonlyMap<string, readonly [string, ...string[]] | undefined> = new Map([
  ['AWS::AutoScaling::AutoScalingGroup', undefined],
  ['AWS::AutoScaling::LaunchConfiguration', ['UserData']],
  ['AWS::EC2::Instance', ['UserData']],
  ['AWS::EC2::LaunchTemplate', ['LaunchTemplateData', 'UserData']],
  ['AWS::ECS::TaskDefinition', ['ContainerDefinitions']],
  ['AWS::Lambda::Function', ['Environment']],
  ['AWS::SSM::Association', ['Parameters']],
  ['AWS::Serverless::Function', ['Environment']],
]);

/**
 * What is changed by others than CloudFormation once the stacks are deployed: "Custom resources" run a program of the
 * template's author with whatever they name; programs may move the routes of a table that they are given; and some services keep
 * routes of their own.
 */
export class OutsideEdits implements Edits {
  private readonly edits = new Map<Id, Unknown>();
  private readonly tableEdits = new Map<Id, Unknown>();

  constructor(set: StackSet) {
    for (const resource of set.thatMayExist((type) => EDITORS.has(classOf(type)))) {
      const why = { unknown: `${resource.id} is ${resource.type}, and may change it` };
      for (const id of findReferences(editedBy(resource))) this.edits.set(id, why);
    }
    for (const resource of set.thatMayExist((type) => PROGRAMS.has(type))) {
      const path = PROGRAMS.get(resource.type);
      if (path) this.editTables(resource, resource.get(...path));
      this.editTables(resource, resource.init());
    }
    const servicesWithRoutes = (type: string) =>
      classOf(type) === 'attached' || classOf(type) === 'unlisted';
    for (const resource of set.thatMayExist(servicesWithRoutes)) {
      this.editTables(
        resource,
        attachingValues(resource).map(({ value }) => value),
      );
    }
  }

  /** Why a group, a subnet, an address or an ACL may be another than the templates say. */
  of(id: Id): Unknown | undefined {
    return this.edits.get(id);
  }

  /** The same for a route table. */
  ofTable(id: Id): Unknown | undefined {
    return this.edits.get(id) ?? this.tableEdits.get(id);
  }

  private editTables(resource: Resource, value: Value | undefined) {
    for (const id of findReferences(value)) {
      this.tableEdits.set(id, { unknown: `${resource.id} names ${id}, and may change its routes` });
    }
  }
}

const EDITORS = new Set(['custom', 'unlisted']);

/**
 * What such a resource may change: all that a custom resource or a module names. Of another type that nobody here knows
 * it is a group that stands alone, as in a rule, and not in a list of those that it wears.
 */
function editedBy(resource: Resource): Value {
  if (classOf(resource.type) === 'custom') return withoutItsProgram(resource.all());
  if (isModule(resource.type)) return resource.all();
  return attachingValues(resource).flatMap(({ name, value }) =>
    /Group(Id)?$/.test(name) ? [value] : [],
  );
}

/** The function that carries a custom resource out is named to be called, and not to be changed. */
function withoutItsProgram(properties: Value): Value {
  if (!isMap(properties)) return properties;
  return Object.fromEntries(Object.entries(properties).filter(([name]) => name !== 'ServiceToken'));
}
