/** Which AZs have a NAT gateway of their own, whose Elastic IP it has, and what needs public subnets. */

/** @typedef {import('./stage-schema.js').Stage} Stage */

/**
 * The zones with a NAT gateway of their own, of those that a stage uses. A regional one is no zone's.
 * @template Zone
 * @param {Stage['natMode']} natMode
 * @param {readonly Zone[]} zones in the order of their AZ letters
 * @returns {readonly Zone[]}
 */
export function natZones(natMode, zones) {
  return zones.slice(0, { none: 0, regional: 0, single: 1, 'per-az': zones.length }[natMode]);
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
 * Does anything stand in a public subnet: a NAT gateway of a zone, or the load balancer of the ECS caller?
 * @param {Pick<Stage, 'azs' | 'natMode' | 'ecsCaller'>} stage
 */
export const needsPublicSubnets = ({ azs, natMode, ecsCaller }) =>
  ecsCaller || natZones(natMode, azs.split('')).length > 0;

/**
 * Does anything of the stage reach the internet, or is reached from there?
 * @param {Pick<Stage, 'natMode' | 'ecsCaller'>} stage
 */
export const needsInternetGateway = ({ natMode, ecsCaller }) => natMode !== 'none' || ecsCaller;

/**
 * @param {Pick<Stage, 'azs' | 'natMode' | 'natElasticIps'>} stage
 * @returns {string | undefined} what does not fit together, in one line
 */
export function natProblem({ azs, natMode, natElasticIps = {} }) {
  const letters = natZones(natMode, azs.split(''));
  const given = Object.entries(natElasticIps);
  const [idle] = given.find(([letter]) => !letters.includes(letter)) ?? [];
  if (idle !== undefined && natMode === 'regional') {
    return 'natElasticIps: a regional NAT gateway finds its addresses itself; expected natMode per-az or single for addresses of your own';
  }
  if (idle !== undefined) {
    const those = letters.length > 0 ? `${letters.join(', ')} alone` : 'no natElasticIps';
    return `natElasticIps.${idle}: with natMode ${natMode} and azs ${azs} there is no NAT gateway in AZ ${idle}; expected ${those}`;
  }
  for (const [letter, id] of given) {
    const [other] = given.find(([, one]) => one === id) ?? [];
    if (other === letter) continue;
    return `natElasticIps: ${other} and ${letter} are both ${id}; expected an address of its own for each`;
  }
  return undefined;
}
