import { useWatch } from '../watch/watch.js';

export function Footer() {
  const { inboxUrl } = useWatch().server;
  return (
    <footer className="footer">
      <p>
        Everything here is real: the engine, the backend, the session service, its database. Only
        the e-mail is not.
      </p>
      {inboxUrl && (
        <p>
          <a href={inboxUrl} target="_blank" rel="noreferrer">
            Development inbox
          </a>
        </p>
      )}
    </footer>
  );
}
