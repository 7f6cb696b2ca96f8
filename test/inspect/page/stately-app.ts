import { createAuth } from '@moon-key/react-auth/engine';
import { createStatelyInspector } from '@moon-key/react-auth/inspect';

const frame = document.createElement('iframe');
document.body.append(frame);
const { inspect } = await createStatelyInspector({ url: '/receiver.html', iframe: frame });
const auth = createAuth({ publishableKey: 'pk_test_stately', inspect });
auth.start();
Object.assign(globalThis, { auth, createStatelyInspector });
