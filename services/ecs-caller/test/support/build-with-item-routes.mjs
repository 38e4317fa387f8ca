import { itemRoutes } from '../../../../shared/test/support/items/bundle-item-routes.mjs';
import { buildServer } from '../../build.mjs';

void buildServer(process.argv[2], [itemRoutes]);
