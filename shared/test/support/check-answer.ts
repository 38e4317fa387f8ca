/**
 * What the front ends take of a function, as lists of what is wrong with an answer (empty: it is taken). Written
 * from the documentation, not from the serialisers, and looks at the JSON that the Lambda runtime would send.
 */

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const HEADER_VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;
const HOP_BY_HOP =
  /^(connection|keep-alive|proxy-authenticate|proxy-authorization|proxy-connection|te|trailer|transfer-encoding|upgrade)$/i;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

interface Sent {
  readonly method?: string;
}

/** @param multiValue header form of the event, which the answer must take too */
export function albFaults(answer: unknown, { method, multiValue }: Sent & { multiValue: boolean }) {
  const sent = asSent(answer);
  if (!isObject(sent)) return ['it is no object'];
  const wrong = commonFaults(sent, method);
  const field = multiValue ? 'multiValueHeaders' : 'headers';
  const other = multiValue ? 'headers' : 'multiValueHeaders';
  const headers = sent[field];
  if (!isObject(headers)) wrong.push(`${field} is no object, and the event came with it`);
  else {
    for (const [name, value] of Object.entries(headers)) {
      if (multiValue && !Array.isArray(value)) wrong.push(`header ${name} is no list`);
      wrong.push(...headerFaults(name, multiValue && Array.isArray(value) ? value : [value]));
    }
  }
  if (other in sent) wrong.push(`${other} would be ignored`);
  if (Buffer.byteLength(JSON.stringify(sent)) > 1_000_000) wrong.push('it is above 1 MB');
  return wrong;
}

export function httpApiFaults(answer: unknown, { method }: Sent) {
  const sent = asSent(answer);
  if (!isObject(sent)) return ['it is no object'];
  const wrong = commonFaults(sent, method);
  const { headers, cookies } = sent;
  if (!isObject(headers)) wrong.push('headers is no object');
  else {
    for (const [name, value] of Object.entries(headers)) {
      wrong.push(...headerFaults(name, [value]));
      if (/^set-cookie$/i.test(name)) wrong.push('set-cookie belongs into cookies');
    }
  }
  if (cookies !== undefined) {
    if (!Array.isArray(cookies)) wrong.push('cookies is no list');
    else wrong.push(...headerFaults('set-cookie', cookies));
  }
  if ('multiValueHeaders' in sent) wrong.push('multiValueHeaders would be ignored');
  if (Buffer.byteLength(JSON.stringify(sent)) > 6_000_000) wrong.push('it is above 6 MB');
  return wrong;
}

function commonFaults(sent: Record<string, unknown>, method: string | undefined): string[] {
  const wrong: string[] = [];
  const { statusCode, body, isBase64Encoded } = sent;
  if (typeof statusCode !== 'number' || !Number.isInteger(statusCode)) {
    return ['statusCode is no integer'];
  }
  if (statusCode < 200 || statusCode > 599) wrong.push(`statusCode is ${statusCode}`);
  if ('body' in sent && typeof body !== 'string') wrong.push('body is no string');
  if (typeof isBase64Encoded !== 'boolean') wrong.push('isBase64Encoded is no boolean');
  if (isBase64Encoded === true && !BASE64.test(String(body))) wrong.push('body is no base64');
  const bodiless = method === 'HEAD' || statusCode === 204 || statusCode === 304;
  if (bodiless && body) wrong.push('there must be no body');
  if ('statusDescription' in sent) wrong.push('statusDescription is not ours to write');
  return wrong;
}

function headerFaults(name: string, values: readonly unknown[]): string[] {
  const wrong: string[] = [];
  if (!TOKEN.test(name)) wrong.push(`${JSON.stringify(name)} is no header name`);
  if (HOP_BY_HOP.test(name)) wrong.push(`${name} is for one hop only`);
  for (const value of values) {
    if (typeof value !== 'string' || !HEADER_VALUE.test(value)) {
      wrong.push(`${name} has the value ${JSON.stringify(value)}`);
    }
  }
  return wrong;
}

/** As the Lambda runtime sends it. */
function asSent(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer) ?? 'null');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
