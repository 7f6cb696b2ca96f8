import { useMoonKey } from '@moon-key/react-auth';

/** For those who are not signed in, whatever page they wanted. */
export function SignedOutHome({ wanted }: { readonly wanted: string }) {
  const { start } = useMoonKey();
  return (
    <section className="stage">
      <h1>{wanted === '/account' ? 'Sign in to see your account.' : 'Log out, and mean it.'}</h1>
      <p className="lead">
        Sign in with any address. Then log out while the server answers, fails or hangs, and watch
        what is left: on this device, on the server, in the app.
      </p>
      <div className="actions">
        <button
          type="button"
          className="button is-large"
          onClick={() => start({ email: 'ada@example.com' })}
        >
          Sign in as Ada
        </button>
        <button type="button" className="button is-quiet is-large" onClick={start}>
          Another address
        </button>
      </div>
    </section>
  );
}
