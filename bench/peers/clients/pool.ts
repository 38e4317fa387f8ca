/** The limit: undici's Pool and a JSON parse; no schema, no deadline. */
import { Pool } from 'undici';

export function createClient(origin: string, connections: number) {
  const pool = new Pool(origin, { connections });
  return async (path: string): Promise<unknown> => {
    const { body } = await pool.request({ method: 'GET', path });
    return body.json();
  };
}
