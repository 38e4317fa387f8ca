import { InputError } from '@private-lambda/command-line/input-error';

const UNREACHABLE = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNRESET',
  'ETIMEDOUT',
  'EHOSTUNREACH',
];
const DENIED = [
  'UnauthorizedOperation',
  'AuthFailure',
  'AccessDenied',
  'ExpiredToken',
  'RequestExpired',
];

/** Whatever the SDK threw, as one line that says what to do. */
export function toInputError(error: unknown, vpcId: string): InputError {
  if (error instanceof InputError) return error;
  const name = error instanceof Error ? error.name : '';
  const message = error instanceof Error ? error.message : String(error);
  const fail = (code: string, text: string) => new InputError(code, text, { cause: error });

  if (name.startsWith('InvalidVpcID') || name.startsWith('InvalidVpcId')) {
    return fail(
      'SUBNETS_VPC_NOT_FOUND',
      `--vpc-id: ${vpcId} does not exist in this account and Region`,
    );
  }
  if (name === 'CredentialsProviderError') {
    return fail('SUBNETS_AWS_CREDENTIALS', `--vpc-id: no AWS credentials: ${message}`);
  }
  if (DENIED.some((denied) => name.startsWith(denied))) {
    return fail('SUBNETS_AWS_DENIED', `--vpc-id: AWS refused to describe ${vpcId}: ${message}`);
  }
  const network = UNREACHABLE.find((code) => codesOf(error).includes(code));
  if (network || name === 'TimeoutError') {
    const { AWS_ENDPOINT_URL_EC2, AWS_ENDPOINT_URL } = process.env;
    const endpoint = AWS_ENDPOINT_URL_EC2 ?? AWS_ENDPOINT_URL ?? 'the EC2 API';
    return fail(
      'SUBNETS_AWS_UNREACHABLE',
      `--vpc-id: cannot reach ${endpoint} (${network ?? name})`,
    );
  }
  return fail('SUBNETS_AWS_FAILED', `--vpc-id: reading ${vpcId} failed: ${name}: ${message}`);
}

/** A refused connection to a host with two addresses comes as one AggregateError. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const inner = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  return [...own, ...inner];
}
