import { isUtf8 } from 'node:buffer';
import * as v from 'valibot';
import { REQUEST_ID_HEADER, TRACE_HEADER, traceHeader } from '../http/correlation.ts';
import type { RequestContext } from '../http/http-request.ts';
import { type Product, productSchema, type Quote, quoteSchema } from '../pricing/answers.ts';
import type { PricingProblemCode, QuoteRequest } from '../pricing/contract.ts';
import { pricingError } from '../pricing/pricing-error.ts';
import { type CallLimits, callUpstream } from './call-upstream.ts';
import type { ConnectionPool } from './connection-pool.ts';
import type { UpstreamAnswer, UpstreamRequest } from './exchange.ts';
import { UpstreamFault } from './upstream-fault.ts';

/** Who asks, and until when. */
export type CallContext = Pick<RequestContext, 'requestId' | 'traceId' | 'endsAt'>;

/**
 * The protected API as a caller sees it: values in, values of the contract out. What goes over the wire is built
 * here from validated values; no header and no byte of a client's request is copied.
 */
export class PricingClient {
  readonly #pool: ConnectionPool;
  readonly #limits: CallLimits;

  constructor(pool: ConnectionPool, limits: CallLimits) {
    this.#pool = pool;
    this.#limits = limits;
  }

  /**
   * @param sku one that `skuSchema` accepts
   * @throws HttpError 404 PRICING_UNKNOWN_SKU
   * @throws UpstreamFault
   */
  async getProduct(sku: string, context: CallContext): Promise<Product> {
    const path = `/v1/products/${encodeURIComponent(v.parse(productSchema.entries.sku, sku))}`;
    const answer = await this.#call({ method: 'GET', path, headers: headersFor(context) }, context);
    const product = readAnswer(answer, productRefusal, productSchema);
    if (product.sku !== sku) throw offContract(answer);
    return product;
  }

  /**
   * @throws HttpError 422 PRICING_UNKNOWN_SKU, PRICING_INVALID_QUOTE
   * @throws UpstreamFault
   */
  async createQuote(request: QuoteRequest, context: CallContext): Promise<Quote> {
    const answer = await this.#call(
      {
        method: 'POST',
        path: '/v1/quotes',
        headers: { ...headersFor(context), 'content-type': 'application/json' },
        body: JSON.stringify(request),
      },
      context,
    );
    const quote = readAnswer(answer, quoteRefusal, quoteSchema);
    const isOfRequest = quote.sku === request.sku && quote.quantity === request.quantity;
    if (!isOfRequest || quote.customerTier !== request.customerTier) throw offContract(answer);
    return quote;
  }

  #call(request: UpstreamRequest, context: CallContext): Promise<UpstreamAnswer> {
    return callUpstream(this.#pool, request, this.#limits, context.endsAt);
  }
}

function headersFor({ requestId, traceId }: CallContext): Record<string, string> {
  const trace = traceHeader(traceId);
  return {
    accept: 'application/json, application/problem+json',
    [REQUEST_ID_HEADER]: requestId,
    ...(trace !== undefined && { [TRACE_HEADER]: trace }),
  };
}

/** The one status besides 200 that the contract has for a route, and its codes. */
interface Refusal {
  readonly status: 404 | 422;
  readonly codes: readonly PricingProblemCode[];
}
const productRefusal: Refusal = { status: 404, codes: ['PRICING_UNKNOWN_SKU'] };
const quoteRefusal: Refusal = {
  status: 422,
  codes: ['PRICING_UNKNOWN_SKU', 'PRICING_INVALID_QUOTE'],
};

const problemSchema = v.object({ status: v.number(), code: v.string() });

/**
 * @throws HttpError the contract's refusal
 * @throws UpstreamFault anything else
 */
function readAnswer<Schema extends v.GenericSchema>(
  answer: UpstreamAnswer,
  refusal: Refusal,
  schema: Schema,
): v.InferOutput<Schema> {
  const { status } = answer;
  if (status >= 500) {
    const code =
      status === 503
        ? 'UPSTREAM_UNAVAILABLE'
        : status === 504
          ? 'UPSTREAM_TIMEOUT'
          : 'UPSTREAM_FAILED';
    throw new UpstreamFault(code, undefined, { upstreamStatus: status });
  }
  if (status === refusal.status) throw readRefusal(answer, refusal);
  if (status >= 400) {
    throw new UpstreamFault('UPSTREAM_REFUSED', undefined, { upstreamStatus: status });
  }
  const result = v.safeParse(schema, parseJson(answer, 'application/json'));
  if (status !== 200 || !result.success) throw offContract(answer);
  return result.output;
}

function readRefusal(answer: UpstreamAnswer, { status, codes }: Refusal): Error {
  let problem: unknown;
  try {
    problem = parseJson(answer, 'application/problem+json');
  } catch (cause) {
    return new UpstreamFault('UPSTREAM_REFUSED', cause, { upstreamStatus: status });
  }
  const result = v.safeParse(problemSchema, problem);
  const code = codes.find((known) => result.success && known === result.output.code);
  if (code !== undefined) return pricingError(status, code);
  return new UpstreamFault('UPSTREAM_REFUSED', undefined, { upstreamStatus: status });
}

function parseJson(answer: UpstreamAnswer, type: string): unknown {
  if (isOfType(answer.contentType, type) && isUtf8(answer.body)) {
    try {
      return JSON.parse(answer.body.toString());
    } catch {
      // the parser's message quotes the body
    }
  }
  throw new UpstreamFault('UPSTREAM_NOT_JSON', undefined, { upstreamStatus: answer.status });
}

/** @param type in lower case; parameters of the content type mean nothing to JSON */
function isOfType(contentType: string, type: string): boolean {
  return contentType === type || contentType.split(';', 1)[0]?.trim().toLowerCase() === type;
}

function offContract(answer: UpstreamAnswer): UpstreamFault {
  return new UpstreamFault('UPSTREAM_OFF_CONTRACT', undefined, { upstreamStatus: answer.status });
}
