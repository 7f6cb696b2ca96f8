import { createHash } from 'node:crypto';

/** The secret key of the service under test. */
export const secretKey = 'sk_test_0123456789abcdef';

/** How many sessions one user has. */
export const sessionsPerUser = 10;

/** The token of the session of this number. */
export const tokenOf = (index: number): string => `bench${String(index).padStart(59, '0')}`;

/** As the service stores it. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
