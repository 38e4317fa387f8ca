/** Folders where Debian has `ip` and `nft`; a user's `PATH` there does not name them. */
export const SBIN = '/usr/local/sbin:/usr/sbin:/sbin';

/** An environment in which the programs of a lab are found. */
export const withSbin = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...env,
  PATH: [env['PATH'], SBIN].filter(Boolean).join(':'),
});
