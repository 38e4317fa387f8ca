/** Connections to the protected API: a container answers many requests at once, each on one of them. */
export const CONNECTIONS = 512;
