/**
 * Sizes that the front ends enforce or impose. 1 MB is 1,000,000 bytes in this project.
 * Source: Elastic Load Balancing user guide, "Lambda functions as targets" and "Quotas".
 */

/** Bytes of a request body after base64: what an ALB takes for a Lambda target (413 above). */
export const MAX_REQUEST_BODY_BYTES = 1_000_000;

/** Bytes of the JSON that a Lambda target answers with: an ALB turns more into a bare 502. */
export const MAX_ALB_ANSWER_BYTES = 1_000_000;

/** Characters of an answer's header lines: an ALB answers a bare 502 to more than 32 K. */
export const MAX_ANSWER_HEADER_LENGTH = 32_000;

/** Bytes of the JSON that Lambda takes from a function: 6 MB for a synchronous invocation. */
export const MAX_LAMBDA_ANSWER_BYTES = 6_000_000;

/**
 * Bytes of a request's first line and headers that the `node:http` front end reads (431 above). An ALB lets 64 K
 * through, an HTTP API 10 K.
 */
export const MAX_REQUEST_HEADER_BYTES = 32_768;

/** Header lines of one request. An ALB caps their bytes (64 K), not their number. */
export const MAX_REQUEST_HEADERS = 200;

/** Arrays and objects inside each other in a JSON body. */
export const MAX_JSON_DEPTH = 32;
