import type { Account } from '@private-lambda/aws/account';
import { findStack } from '@private-lambda/aws/find-stack';
import { importersOf } from '../importers.ts';

/**
 * Which stacks import what this one exports: CloudFormation would refuse to delete it, but osls asks it only after
 * it has emptied the deployment bucket.
 * @param except stacks that are removed before
 * @returns their names, sorted
 */
export async function findImporters(
  account: Account,
  stackName: string,
  except: readonly string[],
): Promise<readonly string[]> {
  const stack = await findStack(account, stackName);
  const exported = (stack?.Outputs ?? []).flatMap(({ ExportName }) =>
    ExportName ? [ExportName] : [],
  );
  const importers = new Set<string>();
  // One after another: CloudFormation answers few of these a second.
  for (const name of exported) {
    for (const importer of await importersOf(account, name)) importers.add(importer);
  }
  return [...importers].filter((name) => !except.includes(name)).sort();
}
