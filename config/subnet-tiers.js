import { isMap } from './read-yaml-map.js';

const KEY = /^([a-z][a-zA-Z0-9]*)SubnetCidrs$/;

/**
 * The subnet tiers of a stage: whatever key is called `<tier>SubnetCidrs` has the blocks of one, by AZ letter.
 * @param {object} values of a stage
 * @returns {{ key: string, tier: string, blocks: Record<string, unknown> }[]} the tier as in logical ids: `Private`
 */
export function subnetTiers(values) {
  return Object.entries(values).flatMap(([key, blocks]) => {
    const name = KEY.exec(key)?.[1];
    if (name === undefined || !isMap(blocks)) return [];
    return [{ key, tier: name.charAt(0).toUpperCase() + name.slice(1), blocks }];
  });
}
