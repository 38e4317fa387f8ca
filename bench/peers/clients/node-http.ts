import { Agent, get } from 'node:http';

export function createClient(origin: string, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return (path: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      get(`${origin}${path}`, { agent }, (response) => {
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
