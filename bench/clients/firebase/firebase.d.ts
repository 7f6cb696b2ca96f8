/** What the page uses of it: the package is no dependency of this project. */
declare module 'firebase/app' {
  export interface FirebaseApp {
    readonly name: string;
  }

  export function initializeApp(config: {
    apiKey: string;
    authDomain: string;
    projectId: string;
  }): FirebaseApp;
}

declare module 'firebase/auth' {
  import type { FirebaseApp } from 'firebase/app';

  export interface Auth {
    readonly app: FirebaseApp;
  }

  export interface User {
    readonly email: string | null;
  }

  export function getAuth(app: FirebaseApp): Auth;
  export function connectAuthEmulator(
    auth: Auth,
    url: string,
    options: { disableWarnings: boolean },
  ): void;
  export function onAuthStateChanged(auth: Auth, next: (user: User | null) => void): () => void;
  export function signInWithCustomToken(auth: Auth, token: string): Promise<unknown>;
  export function signOut(auth: Auth): Promise<void>;
}
