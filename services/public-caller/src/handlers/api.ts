import { Application } from '@private-lambda/shared/http/application';
import { createHttpApiHandler } from '@private-lambda/shared/http/http-api-handler';
import { createLog } from '@private-lambda/shared/logging/log';
import { createPricingClient } from '@private-lambda/shared/protected-client/create-pricing-client';
import { createRoutes } from '../routes.ts';

const log = createLog('public-caller');
const pricing = createPricingClient(log);

export const handler = createHttpApiHandler(new Application(createRoutes(pricing), log));
