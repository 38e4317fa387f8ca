import serverlessHttp from 'serverless-http';
import { app } from './express-app.ts';

export const handler = serverlessHttp(app);
