import { Agent } from 'node:http';
import axios from 'axios';
import { headers } from './request-headers.ts';

export function createClient(origin: string, connections: number) {
  const httpAgent = new Agent({ keepAlive: true, maxSockets: connections });
  const client = axios.create({ baseURL: origin, httpAgent, headers });
  return async (path: string): Promise<unknown> => (await client.get(path)).data;
}
