/** How the internal load balancer is reached: what it speaks, on which ports, and by which name its callers know it. */

/** @typedef {import('./stage-schema.js').Stage} Stage */

/** `apiHostedZone` of a stage that makes a private hosted zone for the name. */
export const MADE_ZONE = 'made';

/**
 * What a stage says of it must fit together.
 * @param {Stage} stage
 * @returns {string | undefined} what does not, in one line
 */
export function apiAddressProblem(stage) {
  const { apiProtocol, callersUse, apiPort, apiTlsPort, apiDomainName, apiHostedZone } = stage;
  if (apiProtocol !== 'http') {
    const missing = /** @type {const} */ (['apiDomainName', 'apiCertificateArn']).find(
      (key) => !stage[key],
    );
    if (missing)
      return `apiProtocol is ${apiProtocol} and ${missing} is missing; expected the name that callers use, and a certificate for it`;
    // Also on the way: a rule that is there already cannot be made, and the old one goes last.
    if (apiPort === apiTlsPort)
      return `apiProtocol is ${apiProtocol}, and apiPort and apiTlsPort are both ${apiPort}; expected two ports`;
  }
  if (callersUse && apiProtocol !== 'both' && callersUse !== apiProtocol)
    return `callersUse is ${callersUse} and apiProtocol is ${apiProtocol}; expected callersUse: ${apiProtocol}, or none, or apiProtocol: both`;
  if (apiHostedZone && !apiDomainName)
    return 'apiHostedZone is set and apiDomainName is missing; expected the name, or neither';
  return undefined;
}

/** @param {Pick<Stage, 'apiProtocol' | 'apiPort' | 'apiTlsPort'>} stage @returns {number[]} on which it listens */
export function apiPorts({ apiProtocol, apiPort, apiTlsPort }) {
  return [
    ...(apiProtocol === 'https' ? [] : [apiPort]),
    ...(apiProtocol === 'http' ? [] : [apiTlsPort]),
  ];
}

/** @param {Stage} stage */
function callersWay({ apiProtocol, callersUse = 'http', apiPort, apiTlsPort }) {
  const scheme = apiProtocol === 'both' ? callersUse : apiProtocol;
  return { scheme, port: scheme === 'https' ? apiTlsPort : apiPort };
}

/**
 * `PROTECTED_API_URL` of every caller.
 * @param {Stage} stage
 * @param {string} dnsName the name that AWS gives the load balancer
 */
export function protectedApiUrl(stage, dnsName) {
  const { scheme, port } = callersWay(stage);
  return `${scheme}://${stage.apiDomainName || dnsName}:${port}`;
}

/**
 * The same for a template. Its host is an export in each case: CloudFormation deploys no caller before the protected
 * API, and takes neither the name nor the stack away from one that is there.
 * @param {Stage} stage
 * @param {string} stack name of the protected API's
 */
export function protectedApiUrlValue(stage, stack) {
  const { scheme, port } = callersWay(stage);
  const output = stage.apiDomainName ? 'ApiDomainName' : 'LoadBalancerDnsName';
  return {
    'Fn::Sub': [
      `${scheme}://\${Host}:${port}`,
      { Host: { 'Fn::ImportValue': `${stack}-${output}` } },
    ],
  };
}
