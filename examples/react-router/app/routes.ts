import { index, route, type RouteConfig } from '@react-router/dev/routes';

export default [
  index('routes/home.tsx'),
  route('account', 'routes/account.tsx'),
  route('sign-in', 'routes/sign-in.tsx'),
  route('sign-out', 'routes/sign-out.ts'),
  route('api/auth/*', 'routes/auth-routes.ts'),
  route('api/orders', 'routes/orders.ts'),
] satisfies RouteConfig;
