import { createCaller } from '@private-lambda/shared/caller/create-caller';
import { createHttpApiHandler } from '@private-lambda/shared/http/http-api-handler';

export const handler = createHttpApiHandler(createCaller('public-caller').application);
