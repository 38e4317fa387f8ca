/** Which project this is: `project.yml`, read and checked. */
import { join } from 'node:path';
import * as v from 'valibot';
import { configDirectory } from './config-directory.js';
import { ConfigError } from './config-error.js';
import { cutName } from './cut-name.js';
import { describeIssue } from './describe-issue.js';
import { readYamlMap } from './read-yaml-map.js';

const NAME_LIMIT = 40;
/** Leaves the names of services, stages and functions their room. */
const PREFIX_LIMIT = 20;

/**
 * What AWS keeps names from beginning with that are made from the prefix: security groups (EC2, CreateSecurityGroup),
 * load balancers (ELB, CreateLoadBalancer), buckets (S3 user guide, "General purpose bucket naming rules").
 */
const RESERVED = ['sg', 'internal', 'sthree', 'amzn-s3-demo'];

/** @param {number} limit */
const identifier = (limit) =>
  v.pipe(
    v.string(),
    v.regex(
      /^[a-z](-?[a-z0-9])*$/,
      'small letters (a to z), digits and single hyphens, beginning with a letter and not ending with a hyphen',
    ),
    v.maxLength(limit, `at most ${limit}`),
  );

const projectSchema = v.strictObject({
  name: identifier(NAME_LIMIT),
  prefix: v.optional(identifier(PREFIX_LIMIT)),
});

/** @typedef {{ name: string, prefix: string }} Project */

/**
 * @param {string} [directory] folder with `project.yml`
 * @returns {Project} with the prefix of everything that has a name
 * @throws {ConfigError} PROJECT_FILE_UNREADABLE, PROJECT_VALUE_INVALID
 */
export function loadProject(directory = configDirectory) {
  const file = join(directory, 'project.yml');
  const result = v.safeParse(projectSchema, readYamlMap(file, 'PROJECT_FILE_UNREADABLE'));
  if (result.success) {
    const { name, prefix = cutName(name, PREFIX_LIMIT) } = result.output;
    const reserved = RESERVED.find((word) => `${prefix}-`.startsWith(`${word}-`));
    if (reserved === undefined) return { name, prefix };
    throw new ConfigError(
      'PROJECT_VALUE_INVALID',
      `config/project.yml: prefix: found ${JSON.stringify(prefix)}, expected another beginning than ${reserved}-, which AWS keeps for itself`,
    );
  }
  const [issue] = result.issues;
  throw new ConfigError(
    'PROJECT_VALUE_INVALID',
    `config/project.yml: ${describeIssue(issue, projectSchema)}`,
  );
}
