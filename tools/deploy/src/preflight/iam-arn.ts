import type { Account } from '@private-lambda/aws/account';
import { partitionOf } from '../../../../config/region.js';

/**
 * ARN of something of IAM in this account.
 * @param resource as `policy/name` (service authorization reference, "Resource types defined by IAM")
 */
export function iamArn({ id, region }: Pick<Account, 'id' | 'region'>, resource: string): string {
  return `arn:${partitionOf(region).id}:iam::${id}:${resource}`;
}
