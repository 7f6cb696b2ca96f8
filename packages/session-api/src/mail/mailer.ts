/** A one-time code on its way to its reader. */
export interface CodeMessage {
  /** The e-mail address. */
  to: string;
  /** Six digits. */
  code: string;
  /** The `method_id` that verifies the code: the id of the request for it. */
  methodId: string;
  /** The id of the address. */
  emailId: string;
  /** Whether a first code was right and this is the second one, which a client that is new to the account needs. */
  second: boolean;
  /** Unix seconds. */
  sentAt: number;
  /** Unix seconds. */
  expiresAt: number;
}

/** Delivers one-time codes. Give your own to `createSessionApi({ mailer })` to send by something other than SMTP. */
export interface Mailer {
  /** Resolves when the message was accepted; a rejection takes the code back and answers 503 `email_not_sent`. */
  send(message: CodeMessage): Promise<void>;
  /** Called once, when the service closes. */
  close?(): void | Promise<void>;
}
