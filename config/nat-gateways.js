/** Which AZs have a NAT gateway of their own, and whose Elastic IP it has. */

/** @typedef {import('./stage-schema.js').Stage} Stage */

/**
 * The zones with a NAT gateway, of those that a stage uses.
 * @template Zone
 * @param {Stage['natMode']} natMode
 * @param {readonly Zone[]} zones in the order of their AZ letters
 * @returns {readonly Zone[]}
 */
export function natZones(natMode, zones) {
  return zones.slice(0, { none: 0, single: 1, 'per-az': zones.length }[natMode]);
}

/**
 * The AZ letters whose NAT gateway gets an Elastic IP that the network makes.
 * @template {string} Letter
 * @param {Pick<Stage, 'natMode' | 'natElasticIps'>} stage
 * @param {readonly Letter[]} letters that the stage uses
 * @returns {readonly Letter[]}
 */
export function madeElasticIps({ natMode, natElasticIps = {} }, letters) {
  const given = Object.keys(natElasticIps);
  return natZones(natMode, letters).filter((letter) => !given.includes(letter));
}

/**
 * @param {Pick<Stage, 'azs' | 'natMode' | 'natElasticIps'>} stage
 * @returns {string | undefined} what does not fit together, in one line
 */
export function natProblem({ azs, natMode, natElasticIps = {} }) {
  const letters = natZones(natMode, azs.split(''));
  const given = Object.entries(natElasticIps);
  const [idle] = given.find(([letter]) => !letters.includes(letter)) ?? [];
  if (idle !== undefined) {
    const those = letters.length > 0 ? `${letters.join(', ')} alone` : 'none';
    return `natElasticIps.${idle}: with natMode ${natMode} and azs ${azs} there is no NAT gateway in AZ ${idle}; expected ${those}`;
  }
  for (const [letter, id] of given) {
    const [other] = given.find(([, one]) => one === id) ?? [];
    if (other === letter) continue;
    return `natElasticIps: ${other} and ${letter} are both ${id}; expected an address of its own for each`;
  }
  return undefined;
}
