import { Agent } from 'node:http';
import got from 'got';
import { headers } from './request-headers.ts';

export function createClient(origin: string, connections: number) {
  const http = new Agent({ keepAlive: true, maxSockets: connections });
  const client = got.extend({ agent: { http }, headers, retry: { limit: 0 } });
  return (path: string): Promise<unknown> => client(`${origin}${path}`).json();
}
