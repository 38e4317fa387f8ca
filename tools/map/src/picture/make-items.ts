import { visibleText } from '@private-lambda/command-line/visible-text';
import type { Outcome } from 'cfn-reach/src/analysis/analysis.ts';
import { isService } from 'cfn-reach/src/analysis/node-names.ts';
import { shownId } from 'cfn-reach/src/model/id.ts';
import { isUnknown, type Network } from 'cfn-reach/src/model/network.ts';
import { splitId, templateOf } from 'cfn-reach/src/template/logical-id.ts';
import { fileOf } from 'cfn-reach/src/template/shown-file.ts';
import type { System } from 'cfn-reach/src/template/system.ts';
import { describeNode } from './node-item.ts';
import type { Item } from './picture.ts';
import { logicalName, shortened, shortStackNames } from './short-names.ts';

/** Everything that is drawn, each once. @param outcomes of the conditions; what exists in one of them is drawn */
export function makeItems(outcomes: readonly Outcome[], system: System): Item[] {
  const stacks = shortStackNames(system.templates.map(({ stack }) => stack));
  const named = (id: string) => ({
    ...namesOf(id, stacks),
    file: visibleText(fileOf(id, system).trim()),
  });
  const items = new Map<string, Item>();
  const add = (item: Item) => items.has(item.id) || items.set(item.id, item);
  add({ ...publicItem('internet', 'the internet'), kind: 'internet', opens: true });
  for (const { reachability } of outcomes) {
    const { network } = reachability;
    const behind = functionsBehindBalancers(network);
    for (const node of network.nodes.values()) {
      // Its doors are those of every outcome, and take long to find.
      if (items.has(node.id)) continue;
      add({
        ...named(node.id),
        ...describeNode(node, system, typeOf(node.id, system)),
        isBehindBalancer: behind.has(node.id),
      });
    }
    for (const [id, says] of gatewaysOf(network)) {
      const lines = [says];
      add({ ...publicItem(id, id), ...named(id), kind: 'gateway', lines, answers: false });
    }
    for (const service of servicesOf(network)) {
      add(publicItem(service, shortened(service.replace('aws:', 'AWS service '))));
    }
  }
  return [...items.values()];
}

function typeOf(id: string, { templates }: System): string | undefined {
  const resources = templateOf(id, templates)?.resources ?? {};
  const { logicalId } = splitId(id);
  return Object.hasOwn(resources, logicalId) ? resources[logicalId]?.type : undefined;
}

function publicItem(id: string, label: string): Item {
  return {
    id,
    label,
    name: label,
    stack: '',
    kind: 'aws-service',
    lines: [],
    doors: [],
    file: '',
    opens: false,
    answers: true,
    isBehindBalancer: false,
  };
}

function namesOf(
  id: string,
  stacks: ReadonlyMap<string, string>,
): Pick<Item, 'id' | 'label' | 'name' | 'stack'> {
  // A load balancer of an inventory has a slash in its own name.
  const [own] = [...stacks.keys()]
    .filter((each) => id.startsWith(`${each}/`))
    .sort((one, other) => other.length - one.length);
  const stack = stacks.get(own ?? '') ?? '';
  const label = own === undefined ? logicalName(id) : shortened(shownId(id).slice(own.length + 1));
  return { id, label, name: stack === '' ? label : `${stack}/${label}`, stack };
}

function functionsBehindBalancers({ listeners, targetGroups }: Network): ReadonlySet<string> {
  const groups = listeners.flatMap(({ rules }) => rules.flatMap((rule) => rule.targetGroups));
  const targets = groups.flatMap((id) => targetGroups.get(id)?.targets ?? []);
  return new Set(targets.map((target) => target.function));
}

function gatewaysOf({ internetGateways, gatewayEndpoints, peerings }: Network): [string, string][] {
  return [
    ...[...internetGateways.keys()].map((id): [string, string] => [id, 'internet gateway']),
    ...gatewayEndpoints.map(({ id }): [string, string] => [id, 'gateway endpoint']),
    ...[...peerings.keys()].map((id): [string, string] => [id, 'peering connection']),
  ];
}

/** Those that can be asked about. */
function servicesOf({ gatewayEndpoints, interfaceEndpoints }: Network): readonly string[] {
  return [...gatewayEndpoints, ...interfaceEndpoints]
    .flatMap(({ service }) => (isUnknown(service) ? [] : [`aws:${service}`]))
    .filter(isService);
}
