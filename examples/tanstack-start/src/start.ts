import { createCsrfMiddleware, createStart } from '@tanstack/react-start';
import { withSession } from './session';

/** Server functions answer pages of this origin only. */
const withOwnOrigin = createCsrfMiddleware({
  filter: ({ handlerType }) => handlerType === 'serverFn',
});

export const startInstance = createStart(() => ({
  requestMiddleware: [withOwnOrigin, withSession],
}));
