import { createAlbHandler } from '@private-lambda/shared/http/alb-handler';
import { Application } from '@private-lambda/shared/http/application';
import { createLog } from '@private-lambda/shared/logging/log';
import { routes } from '../routes/api.ts';

export const handler = createAlbHandler(new Application(routes, createLog('protected-api')));
