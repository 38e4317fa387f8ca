/** What a stage says of who may call its HTTP API, and from where, must fit together. */

/** Keys of a name of one's own, in the order in which each needs the one before. */
const DOMAIN_KEYS = /** @type {const} */ ([
  'publicDomainName',
  'publicCertificateArn',
  'publicHostedZoneId',
]);

/**
 * @param {Pick<import('./stage-schema.js').Stage, 'authorizer' | 'jwt' | 'cors' | (typeof DOMAIN_KEYS)[number] | 'ecsDomainName' | 'ecsHostedZoneId'>} stage
 * @returns {string | undefined} what does not, in one line
 */
export function callersProblem(stage) {
  return authorizerProblem(stage) ?? corsProblem(stage) ?? domainProblem(stage);
}

/** @param {Pick<import('./stage-schema.js').Stage, 'authorizer' | 'jwt'>} stage */
function authorizerProblem({ authorizer, jwt }) {
  if (authorizer === 'jwt' && !jwt)
    return 'authorizer is jwt and jwt is missing; expected whose tokens are taken: jwt: { issuer: https://…, audience: […] }';
  // An API that its owner takes for closed would be open.
  if (authorizer !== 'jwt' && jwt)
    return `jwt is set and authorizer is ${authorizer}, so nobody is asked for a token; expected authorizer: jwt, or no jwt`;
  return undefined;
}

/**
 * A browser sends no credentials where every origin is allowed (Fetch standard, "CORS protocol and credentials"), and
 * API Gateway refuses the pair.
 * @param {Pick<import('./stage-schema.js').Stage, 'cors'>} stage
 */
function corsProblem({ cors }) {
  const { allowedOrigins = [], allowCredentials = false } = cors || {};
  if (!allowedOrigins.includes('*')) return undefined;
  if (allowCredentials)
    return 'cors.allowedOrigins has * and cors.allowCredentials is true; expected the origins that may send credentials, each by its name';
  if (allowedOrigins.length > 1)
    return 'cors.allowedOrigins has * beside others; expected * alone, or the others alone';
  return undefined;
}

/** @param {Pick<import('./stage-schema.js').Stage, (typeof DOMAIN_KEYS)[number] | 'ecsDomainName' | 'ecsHostedZoneId'>} stage */
function domainProblem(stage) {
  const { publicDomainName, publicCertificateArn, ecsDomainName, ecsHostedZoneId } = stage;
  if (ecsHostedZoneId && !ecsDomainName)
    return 'ecsHostedZoneId is set and ecsDomainName is missing; expected the name, or neither';
  if (publicDomainName && !publicCertificateArn)
    return `publicDomainName is ${publicDomainName} and publicCertificateArn is missing; expected the ARN of a certificate for that name`;
  const [, ...others] = DOMAIN_KEYS;
  const alone = publicDomainName ? undefined : others.find((key) => stage[key]);
  return alone && `${alone} is set and publicDomainName is missing; expected the name, or neither`;
}
