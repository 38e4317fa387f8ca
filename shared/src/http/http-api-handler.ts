import type { Application } from './application.ts';
import { type HttpApiAnswer, toHttpApiAnswer } from './http-api-answer.ts';
import { HttpApiRequest, isHttpApiEvent, methodOf } from './http-api-request.ts';
import { readInvocation } from './invocation.ts';
import type { LambdaHandler } from './lambda-handler.ts';

/** The front end for a function behind an HTTP API, payload format 2.0. */
export function createHttpApiHandler(application: Application): LambdaHandler<HttpApiAnswer> {
  return function handleHttpApiEvent(event, context) {
    const invocation = readInvocation(context);
    if (!isHttpApiEvent(event)) {
      return Promise.resolve(
        application.refuse(invocation, (response) =>
          toHttpApiAnswer(response, methodOf(event) ?? ''),
        ),
      );
    }
    const request = new HttpApiRequest(event);
    return application.answer(request, invocation, (response) =>
      toHttpApiAnswer(response, request.method),
    );
  };
}
