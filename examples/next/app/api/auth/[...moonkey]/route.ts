import { createAuthHandler } from '@moon-key/react-auth/server';

const handler = createAuthHandler({
  secretKey: process.env.MOONKEY_SECRET_KEY,
  ticketSecret: process.env.MOONKEY_TICKET_SECRET,
  apiUrl: process.env.MOONKEY_API_URL,
});

export { handler as GET, handler as POST, handler as OPTIONS };
