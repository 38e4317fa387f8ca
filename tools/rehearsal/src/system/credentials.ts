import type { Aws } from '@private-lambda/aws/clients';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Stage } from '../../../../config/stage.js';

export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Headers of a request, and those that show who sends it. */
export type Credentials = (request: Outgoing) => Promise<Readonly<Record<string, string>>>;

/** Nobody in particular. */
export const anybody: Credentials = async ({ headers }) => headers;

/**
 * What the stage's authorizer asks of a caller.
 * @param token a JWT; an identity of the shell signs, where that is asked for
 * @returns undefined where a token is asked for, and there is none
 */
export function credentialsFor(
  { httpApi }: Pick<Aws, 'httpApi'>,
  { authorizer }: Pick<Stage, 'authorizer'>,
  token: string | undefined,
): Credentials | undefined {
  if (authorizer === 'none') return anybody;
  if (authorizer === 'jwt') {
    return token === undefined
      ? undefined
      : async ({ headers }) => ({ ...headers, authorization: `Bearer ${token}` });
  }
  return async ({ method, url, headers, body }) => {
    const signer = new SignatureV4({
      service: 'execute-api',
      region: httpApi.config.region,
      credentials: httpApi.config.credentials,
      sha256: httpApi.config.sha256,
    });
    const { host, ...signed } = (
      await signer.sign({
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        headers: { ...headers, host: url.host },
        ...(body !== undefined && { body }),
      })
    ).headers;
    return signed; // fetch sends the host itself
  };
}
