import { ALL_ADDRESSES } from '../../model/address-range.ts';
import { unknownId } from '../../model/id.ts';
import type { Group, Id, Route, RouteTable, Subnet, Unknown } from '../../model/network.ts';
import type { OutsideEdits } from '../read/outside-edits.ts';

/** A table whose routes others may change: each of its own perhaps, and perhaps one to anywhere outside its VPC. */
export function editedTable(table: RouteTable, edits: OutsideEdits): RouteTable {
  const perhaps = edits.ofTable(table.id);
  if (!perhaps) return table;
  const stated = table.routes.map((route) =>
    route.target.kind === 'local' ? route : { ...route, perhaps },
  );
  const another: Route = {
    id: table.id,
    destination: ALL_ADDRESSES,
    target: { kind: 'other', id: table.id, what: `where ${perhaps.unknown}`, inside: false },
    perhaps,
  };
  return { ...table, routes: [...stated, another] };
}

/** A group whose rules others may change: each of its own perhaps, and perhaps more. */
export function editedGroup(group: Group, edits: OutsideEdits): Group {
  const perhaps = edits.of(group.id);
  if (!perhaps) return group;
  const inbound = group.inbound.map((rule) => ({ ...rule, perhaps }));
  const outbound = group.outbound.map((rule) => ({ ...rule, perhaps }));
  return { ...group, inbound, outbound, perhapsMore: perhaps };
}

/** A subnet that others may give another table or ACL, and public addresses. */
export function editedSubnet(subnet: Subnet, edits: OutsideEdits): Subnet {
  const perhaps = edits.of(subnet.id) ?? edits.of(subnet.networkAcl);
  if (!perhaps) return subnet;
  const another = (what: string): Unknown & { readonly id: Id } => ({
    id: unknownId(`another ${what} of ${subnet.id}`),
    ...perhaps,
  });
  const ofAcl = [...subnet.perhapsAcls, another('ACL')];
  if (!edits.of(subnet.id)) return { ...subnet, perhapsAcls: ofAcl };
  return {
    ...subnet,
    perhapsTables: [...subnet.perhapsTables, another('route table')],
    perhapsAcls: ofAcl,
    givesPublicAddresses: perhaps,
  };
}

/** Each of them as it may be once others have been at it. */
export function editEach<T>(
  items: ReadonlyMap<Id, T>,
  edit: (item: T, edits: OutsideEdits) => T,
  edits: OutsideEdits,
): ReadonlyMap<Id, T> {
  return new Map([...items].map(([id, item]) => [id, edit(item, edits)]));
}
