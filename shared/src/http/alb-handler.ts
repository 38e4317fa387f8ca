import { type AlbAnswer, toAlbAnswer } from './alb-answer.ts';
import { AlbRequest, isAlbEvent, isMultiValue, methodOf } from './alb-request.ts';
import type { Application } from './application.ts';
import { readInvocation } from './invocation.ts';
import type { LambdaHandler } from './lambda-handler.ts';

/** The front end for a function behind an Application Load Balancer. */
export function createAlbHandler(application: Application): LambdaHandler<AlbAnswer> {
  return function handleAlbEvent(event, context) {
    const invocation = readInvocation(context);
    const multiValue = isMultiValue(event);
    if (!isAlbEvent(event)) {
      return Promise.resolve(
        application.refuse(invocation, (response) =>
          toAlbAnswer(response, methodOf(event) ?? '', multiValue),
        ),
      );
    }
    const request = new AlbRequest(event);
    return application.answer(request, invocation, (response) =>
      toAlbAnswer(response, request.method, multiValue),
    );
  };
}
