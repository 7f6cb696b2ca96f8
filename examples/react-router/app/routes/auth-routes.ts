import { serverAuth } from '../auth.server';
import type { Route } from './+types/auth-routes';

export const loader = ({ request }: Route.LoaderArgs) => serverAuth.handler(request);
export const action = ({ request }: Route.ActionArgs) => serverAuth.handler(request);
