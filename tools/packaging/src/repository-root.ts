import { fileURLToPath } from 'node:url';

/** Root of the repository. This file and the bundles that hold it (`tools/<tool>/dist/`) lie equally deep below it. */
export const repositoryRoot = fileURLToPath(new URL('../../..', import.meta.url));
