import { isDeepStrictEqual } from 'node:util';
import { type Document, isMap, isNode, isScalar, type Node, parseDocument, YAMLMap } from 'yaml';
import type { Adoption } from './adoption.ts';

/**
 * The text of a stage file with an adoption in it. A value that is there already is not touched, so its comments stay; a
 * file that says all of it is returned as it is.
 * @param source YAML whose top level is a map or empty
 */
export function writeAdoption(source: string, adoption: Adoption): string {
  const document: Document = parseDocument<Node>(source);
  const top = isMap(document.contents) ? document.contents : new YAMLMap();
  document.contents = top;
  const before: unknown = document.toJS();
  const { existingVpc, azNames, privateSubnetCidrs, publicSubnetCidrs } = adoption;
  setKeys(document, top, { vpcCidr: existingVpc.cidrs[0], existingVpc });
  const bySlot = {
    azNames,
    privateSubnetCidrs,
    ...(publicSubnetCidrs.size > 0 && { publicSubnetCidrs }),
  };
  for (const [key, values] of Object.entries(bySlot)) {
    setKeys(document, top, { [key]: Object.fromEntries(values) });
    const map = top.get(key);
    if (isMap(map)) map.flow = true;
  }
  if (publicSubnetCidrs.size === 0) top.delete('publicSubnetCidrs');
  if (isDeepStrictEqual(document.toJS(), before)) return source;
  const text = document.toString({ lineWidth: 0 });
  return source.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
}

/** Sets what differs. Below the top of the file, keys that are not among the values go. */
function setKeys(document: Document, map: YAMLMap, values: object): void {
  for (const [key, value] of Object.entries(values)) {
    const found = map.get(key, true);
    if (isNode(found) && isDeepStrictEqual(found.toJS(document), value)) continue;
    if (isMap(found) && isMapOfValues(value)) {
      const strange = found.items
        .map((pair) => String(pair.key))
        .filter((each) => !(each in value));
      for (const each of strange) found.delete(each);
      setKeys(document, found, value);
    } else if (isScalar(found) && typeof value === 'string') found.value = value;
    else map.set(key, document.createNode(value));
  }
}

function isMapOfValues(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
