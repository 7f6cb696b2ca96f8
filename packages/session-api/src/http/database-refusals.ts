import type { TroubleKind } from '../database/database-trouble.js';
import { ApiError } from './api-error.js';

/** The answer to a request whose database could not be asked: 503, and when to try again. */
export function refusalOf(kind: TroubleKind): ApiError {
  switch (kind) {
    case 'database_unavailable':
      return new ApiError(
        503,
        'database_unavailable',
        'The database does not answer. Try again.',
        2,
      );
    case 'database_busy':
      return new ApiError(503, 'database_busy', 'The database is too busy. Try again.', 1);
    case 'database_full':
      return new ApiError(
        503,
        'database_full',
        'The disk of the database is full: nothing can be written until there is room.',
        30,
      );
  }
}
