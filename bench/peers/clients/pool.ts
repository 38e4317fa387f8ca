/** The limit: undici's Pool and a JSON parse; no schema, no deadline. */
import { Pool } from 'undici';
import { headers } from './request-headers.ts';

export function createClient(origin: string, connections: number) {
  const pool = new Pool(origin, { connections });
  return async (path: string): Promise<unknown> => {
    const { body } = await pool.request({ method: 'GET', path, headers });
    return body.json();
  };
}
