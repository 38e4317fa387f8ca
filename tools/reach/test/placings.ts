import { classOf } from '../src/cloudformation/types/resource-class.ts';
import { attachingPaths, listedTypes } from '../src/cloudformation/types/resource-table.ts';

/** A property by which a type that is not modelled is placed in the network. */
export interface Placing {
  readonly type: string;
  /** `Name.Name` */
  readonly path: string;
}

const NETWORK = /Subnet|SecurityGroup|GroupSet|^V[pP][cC]|VPCZone/;

/** Every such property of every type in the table. */
export function placings(): Placing[] {
  return listedTypes()
    .filter((type) => classOf(type) === 'attached')
    .flatMap((type) => attachingPaths(type).map((path) => ({ type, path })))
    .filter(({ path }) => NETWORK.test(path.split('.').at(-1) ?? ''));
}

/** The logical ids that such a property can name. */
interface Surroundings {
  readonly group: string;
  readonly subnet: string;
  readonly vpc: string;
}

/** Properties with one at this path, as somebody would write it. */
export function placed(
  path: string,
  { group, subnet, vpc }: Surroundings,
): Record<string, unknown> {
  const names = path.split('.');
  const last = names.at(-1) ?? '';
  const isGroup = /SecurityGroup|GroupSet/.test(last);
  const isSubnet = /Subnet|VPCZone/.test(last);
  const value = isGroup ? [{ Ref: group }] : isSubnet ? [{ Ref: subnet }] : { Ref: vpc };
  return names.reduceRight<Record<string, unknown>>(
    (inner, name, index) => ({ [name]: index === names.length - 1 ? value : inner }),
    {},
  );
}
