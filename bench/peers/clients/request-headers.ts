/** What the protected client sends; the others send the same, so that one request is compared with one. */
export const headers = {
  accept: 'application/json, application/problem+json',
  'x-request-id': 'Jf3kzhvuoAMESVA=',
  'x-amzn-trace-id': 'Root=1-67f0a1b2-3c4d5e6f708192a3b4c5d6e7',
};
