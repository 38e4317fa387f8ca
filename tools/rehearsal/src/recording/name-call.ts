/** A request to AWS as it was sent. */
export interface SentRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Name of a service in signatures, where IAM has another. */
const IAM_PREFIX: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

type RestNames = readonly (readonly [method: RegExp, path: RegExp, action: string])[];

/** Requests of the services that say their action by method and path alone (API references of S3, Lambda and Route 53). */
const REST: Readonly<Record<string, RestNames>> = {
  s3: [
    [/GET/, /^\/[^/?]+\/?\?.*\bversions\b/, 'ListBucketVersions'],
    [/GET/, /^\/[^/?]+\/?\?.*\blocation\b/, 'GetBucketLocation'],
    [/GET/, /^\/[^/?]+\/?\?.*\bencryption\b/, 'GetEncryptionConfiguration'],
    [/GET|HEAD/, /^\/[^/?]+\/?(\?(?!.*\b(policy|acl|tagging|cors)\b)|$)/, 'ListBucket'],
    [/GET|HEAD/, /^\/[^/?]+\/[^?]/, 'GetObject'],
    [/PUT|POST/, /^\/[^/?]+\/[^?]/, 'PutObject'],
    [/DELETE/, /^\/[^/?]+\/[^?]/, 'DeleteObject'],
  ],
  lambda: [
    [/GET/, /\/functions\/?(\?|$)/, 'ListFunctions'],
    [/GET/, /\/functions\/[^/]+\/policy/, 'GetPolicy'],
    [/GET/, /\/functions\/[^/]+\/configuration/, 'GetFunctionConfiguration'],
    [/GET/, /\/functions\/[^/]+\/concurrency/, 'GetFunctionConcurrency'],
    [/GET/, /\/functions\/[^/]+\/urls/, 'ListFunctionUrlConfigs'],
    [/GET/, /\/functions\/[^/]+\/url/, 'GetFunctionUrlConfig'],
    [/GET/, /\/functions\/[^/?]+(\?|$)/, 'GetFunction'],
    [/GET/, /\/event-source-mappings/, 'ListEventSourceMappings'],
    [/GET/, /\/account-settings/, 'GetAccountSettings'],
  ],
  route53: [[/GET/, /\/hostedzonesbyvpc\?/, 'ListHostedZonesByVPC']],
};

/**
 * The IAM action that a request asks for: `cloudformation:DescribeStacks`.
 * @returns undefined for a request that nobody signed: no IAM action
 * @throws Error for one whose action this does not know
 */
export function nameCall({ method, path, headers, body }: SentRequest): string | undefined {
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(
    String(headers['authorization'] ?? ''),
  )?.[1];
  if (service === undefined) return undefined;
  const prefix = IAM_PREFIX[service] ?? service;
  if (service === 'apigateway') return `${prefix}:${method}`;
  const target = headers['x-amz-target'];
  if (target !== undefined) return `${prefix}:${String(target).split('.').at(-1)}`;
  const form = new URLSearchParams(body);
  const deletes = service === 's3' && method === 'POST' && /^\/[^/?]+\/?\?delete/.test(path);
  // Of a versioned bucket each version is named, which is another permission.
  if (deletes) return body.includes('<VersionId>') ? 's3:DeleteObjectVersion' : 's3:DeleteObject';
  const action =
    REST[service] === undefined
      ? form.get('Action')
      : REST[service].find(([verbs, paths]) => verbs.test(method) && paths.test(path))?.[2];
  if (!action) throw new Error(`no action is known for ${service} ${method} ${path}`);
  return `${prefix}:${action}`;
}
