import { Agent, get } from 'node:http';
import { headers } from './request-headers.ts';

export function createClient(origin: string, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return (path: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      get(`${origin}${path}`, { agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece) => {
          text += piece;
        });
        response.on('end', () => resolve(JSON.parse(text)));
        response.on('error', reject);
      }).on('error', reject);
    });
}
