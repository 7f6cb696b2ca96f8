import { accepts } from 'hono/accepts';
import { html } from 'hono/html';
import { ApiError } from '../http/api-error.js';
import type { ServiceApp } from '../http/app.js';
import type { DevInbox } from '../mail/dev-inbox.js';
import type { CodeMessage } from '../mail/mailer.js';

/** `/dev/inbox`: the codes that would have been e-mailed, as a page or as JSON. `?to=` narrows it to one address. */
export function routeDevInbox(app: ServiceApp, inbox: DevInbox): void {
  app.get('/dev/inbox', (context) => {
    if (!isLocal(new URL(context.req.url).hostname)) {
      throw new ApiError(
        404,
        'route_not_found',
        'The development inbox answers on local host names only.',
      );
    }
    const messages = inbox.messages(context.req.query('to'));
    context.header('Vary', 'Accept');
    const type = accepts(context, {
      header: 'Accept',
      supports: ['application/json', 'text/html'],
      default: 'text/html',
    });
    if (type === 'application/json') return context.json({ messages: messages.map(toJson) });
    context.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
    return context.html(page(messages));
  });
}

// A page on the web can point a name of its own at 127.0.0.1 and then read what is served there.
function isLocal(hostname: string): boolean {
  return (
    !hostname.includes('.') ||
    hostname.endsWith('.localhost') ||
    /^\d+\.\d+\.\d+\.\d+$/.test(hostname)
  );
}

function toJson({ to, code, methodId, emailId, sentAt, expiresAt }: CodeMessage) {
  return {
    to,
    code,
    method_id: methodId,
    email_id: emailId,
    sent_at: sentAt,
    expires_at: expiresAt,
  };
}

const time = (seconds: number): string => new Date(seconds * 1000).toISOString();
const clockTime = (seconds: number): string => time(seconds).slice(11, 19);

function page(messages: CodeMessage[]) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="refresh" content="4" />
        <title>Development inbox</title>
        <style>
          :root {
            color-scheme: light dark;
            font:
              16px/1.5 system-ui,
              sans-serif;
          }
          body {
            max-width: 40rem;
            margin: 0 auto;
            padding: 2rem 1rem;
            background: light-dark(#f6f7f9, #14161a);
            color: light-dark(#16181d, #e8eaee);
          }
          h1 {
            font-size: 1.25rem;
            margin: 0;
          }
          p {
            margin: 0.25rem 0 1.5rem;
            color: light-dark(#5a6070, #9aa1b0);
          }
          ol {
            list-style: none;
            margin: 0;
            padding: 0;
            display: grid;
            gap: 0.75rem;
          }
          li {
            display: flex;
            flex-wrap: wrap;
            align-items: center;
            justify-content: space-between;
            gap: 0.25rem 1rem;
            padding: 0.9rem 1.1rem;
            border-radius: 0.75rem;
            background: light-dark(#fff, #1d2026);
            border: 1px solid light-dark(#e2e5ea, #2c3038);
          }
          code {
            font:
              600 1.6rem/1 ui-monospace,
              monospace;
            letter-spacing: 0.15em;
            user-select: all;
          }
          small {
            color: light-dark(#5a6070, #9aa1b0);
            display: block;
          }
          b {
            overflow-wrap: anywhere;
          }
        </style>
      </head>
      <body>
        <h1>Development inbox</h1>
        <p>Codes that would have been sent by e-mail, newest first. Not here in production.</p>
        ${
          messages.length === 0
            ? html`<p role="status">No messages yet. Sign in to get a code.</p>`
            : html`<ol>
                ${messages.map(
                  (message) =>
                    html` <li>
                      <div>
                        <b>${message.to}</b
                        ><small
                          >sent
                          <time datetime="${time(message.sentAt)}"
                            >${clockTime(message.sentAt)}</time
                          >
                          UTC, good until
                          <time datetime="${time(message.expiresAt)}"
                            >${clockTime(message.expiresAt)}</time
                          ></small
                        >
                      </div>
                      <code>${message.code}</code>
                    </li>`,
                )}
              </ol>`
        }
      </body>
    </html>`;
}
