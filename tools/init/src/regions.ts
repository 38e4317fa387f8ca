import { partition } from '@aws-sdk/core/client';
import { InputError } from '@private-lambda/command-line/input-error';

/**
 * Regions that an account has without asking for them. All that AWS has opened since March 2019 have to be enabled
 * (Account Management reference guide, "Enable or disable AWS Regions in your account"): this list stays as it is.
 */
const ENABLED_BY_DEFAULT = new Set([
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
]);

/**
 * Refuses what the AWS SDK knows no Region by: it knows every Region of the day on which it was made.
 * @param where the option or question
 * @throws InputError INIT_REGION_UNKNOWN
 */
export function checkRegion(region: string, where: string): void {
  // Of a Region that it does not know, the SDK only guesses the partition, and has no description.
  if ('description' in partition(region)) return;
  throw new InputError(
    'INIT_REGION_UNKNOWN',
    `${where}: found ${JSON.stringify(region)}, expected a Region of AWS such as eu-central-1; one that is newer than this project can be written into the stage file by hand (region)`,
  );
}

/** What has to be done before a stage can be deployed to a Region; undefined for one that every account has. */
export function regionNote(region: string): string | undefined {
  const { name } = partition(region);
  if (name !== 'aws') return `${region} is of partition ${name}: it needs an account there.`;
  if (ENABLED_BY_DEFAULT.has(region)) return undefined;
  return `${region} is not enabled in an account until somebody enables it: aws account enable-region --region-name ${region}`;
}
