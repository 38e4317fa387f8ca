import type { Account } from '@private-lambda/aws/account';

/**
 * ARN of something of IAM in this account.
 * @param resource as `policy/name` (service authorization reference, "Resource types defined by IAM")
 */
export function iamArn({ id, caller }: Pick<Account, 'id' | 'caller'>, resource: string): string {
  return `arn:${caller.split(':')[1]}:iam::${id}:${resource}`;
}
