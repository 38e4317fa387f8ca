import { fromEnv, fromIni } from '@aws-sdk/credential-providers';
import type { Identity } from './identity.ts';

/** What every client of the SDK takes; without credentials it looks for them itself. */
export interface ClientOptions {
  readonly region: string;
  readonly credentials?:
    | ReturnType<typeof fromIni>
    | { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export function clientOptions({ profile, environmentKeys, region }: Identity): ClientOptions {
  if (profile !== undefined) return { region, credentials: fromIni({ profile }) };
  return environmentKeys ? { region, credentials: fromEnv() } : { region };
}
