import { headers } from './request-headers.ts';

export function createClient(origin: string) {
  return async (path: string): Promise<unknown> =>
    (await fetch(`${origin}${path}`, { headers })).json();
}
