import { createFileRoute } from '@tanstack/react-router';
import { serverAuth } from '../auth.server';

export const Route = createFileRoute('/api/auth/$')({
  server: { handlers: { ANY: ({ request }) => serverAuth.handler(request) } },
});
