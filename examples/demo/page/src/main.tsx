import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { MoonKeyProvider } from '@moon-key/react-auth';
import { App } from './app/app.js';
import { idleLimit } from './idle-limit.js';
import { publishableKey } from './publishable-key.js';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');

createRoot(root).render(
  <StrictMode>
    <MoonKeyProvider
      publishableKey={publishableKey}
      config={{
        backend: '/api/auth',
        idle: idleLimit,
        emailOtp: { resendCodeTime: 5 },
        appearance: { loginHeaderDescription: 'Any address will do. No e-mail is sent.' },
      }}
    >
      <App />
    </MoonKeyProvider>
  </StrictMode>,
);
