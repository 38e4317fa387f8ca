import { LOCAL_STAGE, loadStage } from '../../../../config/stage.js';

const HOUR_S = 3_600;

/** A token that nobody has signed: `npm start` looks at its claims alone. */
export function unsignedToken(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', kid: 'any' })}.${part(claims)}.c2lnbmF0dXJl`;
}

/** What a caller of `npm start` sends besides, where the stage asks for a token. */
export function callerHeaders(): Readonly<Record<string, string>> {
  const { jwt } = loadStage(LOCAL_STAGE);
  if (!jwt) return {};
  const { issuer: iss, audience, scopes } = jwt;
  const exp = Math.floor(Date.now() / 1_000) + HOUR_S;
  const token = unsignedToken({ iss, aud: audience[0], exp, scope: scopes.join(' ') });
  return { authorization: `Bearer ${token}` };
}
