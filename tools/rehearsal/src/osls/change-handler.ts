// biome-ignore lint/style/noRestrictedImports: into a copy of the repository
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Puts a handler around a handler that answers with one more header, `x-rehearsal: changed`.
 * @param directory folder of the handlers
 * @param name of the handler's file, without `.ts`
 * @param field which form the answer has
 */
export function changeHandler(
  directory: string,
  name: string,
  field: 'headers' | 'multiValueHeaders',
): void {
  renameSync(join(directory, `${name}.ts`), join(directory, `${name}-before.ts`));
  const value = field === 'headers' ? `'changed'` : `['changed']`;
  writeFileSync(
    join(directory, `${name}.ts`),
    `import { handler as before } from './${name}-before.ts';
export const handler = async (event, context) => {
  const answer = await before(event, context);
  return { ...answer, ${field}: { ...answer.${field}, 'x-rehearsal': ${value} } };
};
`,
  );
}
