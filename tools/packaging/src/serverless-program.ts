import { createRequire } from 'node:module';

/** What `npx serverless` starts. In the root of the repository it is a compose command. */
export const serverlessProgram = createRequire(import.meta.url).resolve(
  'serverless/bin/serverless.js',
);
