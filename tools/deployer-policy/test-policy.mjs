/**
 * `npm run test:policy`: proves the deploy policy with an IAM simulator. The simulator is installed here, by its own
 * lock file, and takes part in nothing else: its licence is AGPL (docs/deploy-rights.md). Options go to Jest.
 */
import { fileURLToPath } from 'node:url';
import { installIn, runJest } from '../own-tests.mjs';

installIn(fileURLToPath(new URL('./proof', import.meta.url)));
runJest('policy');
