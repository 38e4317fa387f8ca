/** What CloudFormation puts in for itself, as it stands in Fn::Sub. */
export const PARTITION = `\${AWS::Partition}`;
export const REGION = `\${AWS::Region}`;
export const ACCOUNT = `\${AWS::AccountId}`;
export const STACK_NAME = `\${AWS::StackName}`;

/** The text with values for partition, Region and account. */
export function inPlace(
  text: string,
  { partition, region, account }: { partition: string; region: string; account: string },
): string {
  return text
    .replaceAll(PARTITION, partition)
    .replaceAll(REGION, region)
    .replaceAll(ACCOUNT, account);
}
