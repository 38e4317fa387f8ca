import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of this file: `project.yml`, `defaults.yml` and `stages/` lie beside it. */
export const configDirectory = dirname(fileURLToPath(import.meta.url));
