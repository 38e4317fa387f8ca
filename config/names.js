/**
 * What everything is called. A service is the folder that users type (`network`); its stack, functions and roles begin
 * with the prefix of the project, so that they are nobody else's.
 */
import { cutName } from './cut-name.js';

/** The service whose stack the stages of a shared network have in common. */
export const NETWORK = 'network';

/** The service with the internal load balancer. */
export const PROTECTED_API = 'protected-api';

/** The optional service that calls the protected API from a container. */
export const ECS_CALLER = 'ecs-caller';

/** Longest name that AWS takes, in characters (API references of IAM, Lambda, ELB; longest name of a Region so far). */
export const LIMITS = { function: 64, role: 64, 'target group': 32, region: 16 };

/** Characters that CloudFormation keeps of a stack's name and of a logical id where the name of a resource is too long. */
export const KEPT_IN_NAME = 24;

/**
 * Priority of the rule of the first function behind the listener; the next has one less (osls.js). Of 1 to 50,000 (ELB
 * API reference, CreateRule), and a listener takes a hundred rules unless AWS grants more.
 */
export const FIRST_RULE_PRIORITY = 1000;

/** The name that osls knows a service by. @param {string} prefix @param {string} service */
export const serviceName = (prefix, service) => `${prefix}-${service}`;

/**
 * CloudFormation takes 128 characters; the schemas of project and stage keep every one of these below it.
 * @param {string} prefix @param {string} service @param {string} stage
 */
export const stackName = (prefix, service, stage) => `${serviceName(prefix, service)}-${stage}`;

/** The service that makes the deploy role of a stage (docs/deploy-rights.md). */
export const DEPLOYER = 'deployer';

/** The managed policy of the deployer that bounds every role of a stage. @param {string} prefix @param {string} stage */
export const boundaryName = (prefix, stage) => `${stackName(prefix, DEPLOYER, stage)}-boundary`;

/**
 * The managed policy that the roles of a stage carry as their boundary: whoever has a deploy role has it.
 * @param {string} prefix
 * @param {string} stage
 * @param {Pick<import('./stage-schema.js').Stage, 'deployer' | 'permissionsBoundary'>} settings
 * @returns {string} its name, or nothing
 */
export function boundaryOf(prefix, stage, { deployer, permissionsBoundary }) {
  const wanted = permissionsBoundary ?? deployer !== undefined;
  if (typeof wanted === 'string') return wanted;
  return wanted ? boundaryName(prefix, stage) : '';
}

/**
 * @param {string} stack name of the function's stack
 * @param {string} key the function in serverless.yml
 */
export const functionName = (stack, key) => cutName(`${stack}-${key}`, LIMITS.function);

/**
 * The role that the functions of a service share. IAM has one list of names for all Regions, so the Region is in it: as
 * CloudFormation's own variable, which leaves a template good for every Region.
 * @param {string} stack name of the functions' stack
 */
export function roleName(stack) {
  const rest = '-lambdaRole';
  const room = LIMITS.role - LIMITS.region - rest.length - 1;
  return `${cutName(stack, room)}-\${AWS::Region}${rest}`;
}

/**
 * The stage is its end, which a cut leaves readable.
 * @param {string} service as osls knows it
 * @param {string} key the function behind it, in serverless.yml
 * @param {string} stage
 */
export const targetGroupName = (service, key, stage) =>
  cutName(`${service}-${key}-${stage}`, LIMITS['target group']);
