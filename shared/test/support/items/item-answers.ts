import { type AnswerParts, httpAnswer, type SeenRequest } from '../fault-server.ts';

/** What the protected API would answer: the item that is asked for, or that was sent. */
export function itemValue({ method, path, body }: SeenRequest): Record<string, unknown> {
  return method === 'GET' ? { id: path.slice('/v1/items/'.length), count: 1 } : JSON.parse(body);
}

/** @param over what is otherwise than it should be */
export function itemAnswer(request: SeenRequest, over: AnswerParts = {}): Buffer {
  return httpAnswer({ body: JSON.stringify(itemValue(request)), ...over });
}
