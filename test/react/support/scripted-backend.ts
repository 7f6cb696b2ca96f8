import type { Backend, Grant, RevocationProof } from '../../../src/services/backend.js';
import { BackendError } from '../../../src/services/backend.js';

export const ada = { id: 'user_1', email: 'ada@example.com', createdAt: 1_700_000_000 };
export const code = '123456';

/** A verb's answer that the test gives when it likes. */
export interface Hold {
  release(): void;
  fail(error: unknown): void;
}

type Verb = 'sendCode' | 'verifyCode' | 'refresh' | 'revoke';

/** An in-memory backend that counts its calls; a test can hold one of its verbs back, or break it. */
export function createScriptedBackend() {
  const gates = new Map<Verb, () => Promise<void>>();
  const calls: { verb: Verb; input: unknown }[] = [];
  let sessions = 0;
  let jwts = 0;

  const enter = async (verb: Verb, input: unknown) => {
    calls.push({ verb, input });
    await gates.get(verb)?.();
  };
  const grant = (sessionToken: string, jwtLife: number): Grant => {
    const now = Math.floor(Date.now() / 1000);
    return {
      user: { ...ada },
      sessionToken,
      sessionJwt: `jwt_${++jwts}`,
      issuedAt: now,
      jwtExpiresAt: now + jwtLife,
      expiresAt: now + 86_400,
      ticket: `ticket_${sessionToken}`,
      everywhereTicket: `everywhere_${sessionToken}`,
    };
  };
  const backend: Backend = {
    async sendCode(input) {
      await enter('sendCode', input);
      return { methodId: 'email_1' };
    },
    async verifyCode(input) {
      await enter('verifyCode', input);
      if (input.code !== code) throw new BackendError(401, 'code_refused');
      const { isNewUser } = script;
      return {
        ...grant(`session_${++sessions}`, script.jwtLife),
        ...(isNewUser !== undefined && { isNewUser }),
      };
    },
    async refresh(input) {
      await enter('refresh', input);
      return grant(input.sessionToken, 300);
    },
    async revoke(proof: RevocationProof) {
      await enter('revoke', proof);
    },
  };

  const script = {
    backend,
    calls,
    /** How long the JWT of a new session lives, in seconds. */
    jwtLife: 300,
    /** Whether a new session is somebody's first, where the backend says so. */
    isNewUser: undefined as boolean | undefined,
    count: (verb: Verb) => calls.filter((call) => call.verb === verb).length,
    /** Holds a verb's answers back until the test says so. */
    hold(verb: Verb): Hold {
      let resolve = () => {};
      let reject: (error: unknown) => void = () => {};
      const promise = new Promise<void>((yes, no) => {
        resolve = yes;
        reject = no;
      });
      promise.catch(() => {});
      const gate = () => promise;
      gates.set(verb, gate);
      const open = () => gates.get(verb) === gate && gates.delete(verb);
      return {
        release() {
          open();
          resolve();
        },
        fail(error) {
          open();
          reject(error);
        },
      };
    },
    /** Makes a verb fail until it is mended. */
    break(verb: Verb, error: unknown): void {
      gates.set(verb, () => Promise.reject(error));
    },
    mend: (verb: Verb) => gates.delete(verb),
  };
  return script;
}

export type ScriptedBackend = ReturnType<typeof createScriptedBackend>;
