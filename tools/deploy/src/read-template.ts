import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import type { Account } from '@private-lambda/aws/account';

/** @returns the template that was deployed last, as osls wrote it: JSON */
export async function readTemplate(
  { cloudFormation }: Pick<Account, 'cloudFormation'>,
  StackName: string,
): Promise<string> {
  const { TemplateBody = '{"Resources":{}}' } = await cloudFormation.send(
    new GetTemplateCommand({ StackName, TemplateStage: 'Original' }),
  );
  return TemplateBody;
}
