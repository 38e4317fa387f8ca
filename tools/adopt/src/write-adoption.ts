import { isMap, parseDocument } from 'yaml';
import type { Adoption } from './adoption.ts';

/**
 * The text of a stage file with an adoption in it; comments and every other key stay.
 * @param source YAML whose top level is a map or empty
 */
export function writeAdoption(source: string, adoption: Adoption): string {
  const document = parseDocument(source);
  const values: Readonly<Record<string, unknown>> = {
    vpcCidr: adoption.existingVpc.cidrs[0],
    existingVpc: adoption.existingVpc,
    azNames: Object.fromEntries(adoption.azNames),
    privateSubnetCidrs: Object.fromEntries(adoption.privateSubnetCidrs),
    publicSubnetCidrs: Object.fromEntries(adoption.publicSubnetCidrs),
  };
  // Setting a value keeps the comment above its key; deleting it would not.
  for (const [key, value] of Object.entries(values)) document.set(key, document.createNode(value));
  if (adoption.publicSubnetCidrs.size === 0) document.delete('publicSubnetCidrs');
  for (const key of Object.keys(values)) {
    const node = document.get(key);
    if (isMap(node) && key !== 'existingVpc') node.flow = true;
  }
  return document.toString({ lineWidth: 0 });
}
