import { isDeepStrictEqual } from 'node:util';

/**
 * osls skips a deploy whose files are those of the newest folder in its bucket. After `serverless rollback` that folder
 * is not what the stack has: the same files must be deployed again.
 * @param {string} live the stack's template, as GetTemplate gives it
 * @param {object} planned the template that the deploy would send
 * @param {readonly string[]} newest keys of the objects in the newest folder
 */
export function isOlderThanBucket(live, planned, newest) {
  const found = JSON.parse(live);
  const artifacts = artifactKeys(found);
  return artifacts.length > 0
    ? artifacts.some((key) => !newest.includes(key))
    : !isDeepStrictEqual(found, JSON.parse(JSON.stringify(planned)));
}

/**
 * @param {{ Resources?: Record<string, { Properties?: { Code?: { S3Key?: string } } }> }} template
 * @returns {string[]} where the code of its functions lies
 */
function artifactKeys({ Resources = {} }) {
  return Object.values(Resources).flatMap(({ Properties }) => Properties?.Code?.S3Key ?? []);
}
