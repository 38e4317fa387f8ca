import type { PlannedRoute } from './read-routes.ts';

/**
 * A command to try the API with: an example that has a body, else the last.
 * @param url address of the API, without a slash at its end
 * @param withToken whether it sends the token that the shell has in TOKEN
 */
export function exampleCall(
  url: string,
  routes: readonly PlannedRoute[],
  withToken = false,
): string {
  const known = routes.filter(({ example }) => example !== undefined);
  const route = known.findLast(({ example }) => example?.body !== undefined) ?? known.at(-1);
  const { method, path, example } = route ?? { method: 'GET', path: '/health', example: undefined };
  const words = ['curl -s'];
  if (method !== 'GET') words.push(`-X ${method}`);
  words.push(quoted(url + path));
  if (withToken) words.push('-H "authorization: Bearer $TOKEN"');
  if (example?.body !== undefined) {
    words.push(`-H 'content-type: application/json' -d ${inQuotes(JSON.stringify(example.body))}`);
  }
  return words.join(' ');
}

/** For a POSIX shell, where it needs to be. */
const quoted = (text: string) => (/^[\w:/.,%-]*$/.test(text) ? text : inQuotes(text));
const inQuotes = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
