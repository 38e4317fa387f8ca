import { paginateListImports } from '@aws-sdk/client-cloudformation';
import type { Account } from '@private-lambda/aws/account';
import { listAll } from '@private-lambda/inventory/list-all';

/** The names of the stacks that import an export. */
export async function importersOf(
  { cloudFormation: client }: Pick<Account, 'cloudFormation'>,
  ExportName: string,
): Promise<readonly string[]> {
  try {
    return await listAll(paginateListImports({ client }, { ExportName }), (page) => page.Imports);
  } catch (error) {
    // What CloudFormation calls an export that nobody imports.
    if (error instanceof Error && error.message.includes('is not imported')) return [];
    throw error;
  }
}
