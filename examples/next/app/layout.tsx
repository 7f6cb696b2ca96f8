import type { ReactNode } from 'react';
import { auth } from '../auth';
import { Header } from './header';
import { Session } from './session';

export default async function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <Session state={await auth()}>
          <Header />
          <main>{children}</main>
        </Session>
      </body>
    </html>
  );
}
