/** A Lambda function's handler as the front ends make it: it takes whatever comes and never rejects. */
export type LambdaHandler<Answer> = (event: unknown, context: unknown) => Promise<Answer>;
