/**
 * Whose a stack is. A name alone says nothing: another team may have a `network-dev`, too. Ours carry three tags, set
 * by `provider.stackTags` of every serverless.yml, and an output that names them again (marker-output.js).
 *
 * A stack of an earlier version of this project has the tags and no such output: it is ours, and its next deploy adds
 * the output. A stack whose output names another owner is not ours, whatever its tags say.
 */

/** Key of the output. */
export const MARKER_OUTPUT = 'StackOwner';

/** The tags that say whose a stack is, in the order of the marker's value. */
const OWNER_TAGS = /** @type {const} */ (['project', 'service', 'stage']);

/** @typedef {Readonly<Record<(typeof OWNER_TAGS)[number], string>>} Owner */

/**
 * What CloudFormation says of a stack (API reference, DescribeStacks).
 * @typedef {{
 *   StackName?: string | undefined,
 *   Tags?: readonly { Key?: string | undefined, Value?: string | undefined }[] | undefined,
 *   Outputs?: readonly { OutputKey?: string | undefined, OutputValue?: string | undefined }[] | undefined,
 * }} DescribedStack
 */

/** @param {Owner} owner @returns {string} value of the marker: `<project>/<service>/<stage>` */
export function markerOf(owner) {
  return OWNER_TAGS.map((tag) => owner[tag]).join('/');
}

/**
 * @param {Readonly<Record<string, unknown>> | undefined} tags `provider.stackTags` of a service
 * @returns {Owner | undefined} undefined when one of the tags is missing
 */
export function ownerOf(tags) {
  const [project, service, stage] = OWNER_TAGS.map((tag) => tags?.[tag]);
  if (typeof project !== 'string' || typeof service !== 'string' || typeof stage !== 'string') {
    return undefined;
  }
  return { project, service, stage };
}

/**
 * @param {DescribedStack} stack
 * @param {Owner} owner whose it has to be
 * @returns {string | undefined} one line when it is somebody else's
 */
export function foreignStackProblem({ StackName, Tags = [], Outputs = [] }, owner) {
  const wrong = OWNER_TAGS.flatMap((tag) => {
    const found = Tags.find(({ Key }) => Key === tag)?.Value;
    return found === owner[tag] ? [] : [`tag ${tag}: ${found ?? 'none'}`];
  });
  const marker = Outputs.find(({ OutputKey }) => OutputKey === MARKER_OUTPUT)?.OutputValue;
  if (marker !== undefined && marker !== markerOf(owner)) {
    wrong.push(`output ${MARKER_OUTPUT}: ${marker}`);
  }
  if (wrong.length === 0) return undefined;
  return `Stack ${StackName} is not ours (found ${wrong.join(', ')}; expected ${OWNER_TAGS.map((tag) => `${tag} ${owner[tag]}`).join(', ')}): it is left as it is`;
}
