import { paginateListImports } from '@aws-sdk/client-cloudformation';
import type { Account } from '@private-lambda/aws/account';
import { listAll } from '@private-lambda/inventory/list-all';

/** {@link importersOf}, of one account. */
export type ImportersOf = (exportName: string) => Promise<readonly string[]>;

/** Asks once for each export: CloudFormation answers few of these a second. */
export function askImporters(account: Pick<Account, 'cloudFormation'>): ImportersOf {
  const asked = new Map<string, ReturnType<ImportersOf>>();
  return (exportName) => {
    const answer = asked.get(exportName) ?? importersOf(account, exportName);
    asked.set(exportName, answer);
    return answer;
  };
}

/** The names of the stacks that import an export. */
export async function importersOf(
  { cloudFormation: client }: Pick<Account, 'cloudFormation'>,
  ExportName: string,
): ReturnType<ImportersOf> {
  try {
    return await listAll(paginateListImports({ client }, { ExportName }), (page) => page.Imports);
  } catch (error) {
    // What CloudFormation calls an export that nobody imports.
    if (error instanceof Error && error.message.includes('is not imported')) return [];
    throw error;
  }
}
