/** Body of `POST /otp/send`. */
export interface SendCodeRequest {
  readonly email: string;
  /** Sends a code to a user that there is, and makes none. Default: false. */
  readonly disableSignup?: boolean;
}

/** What `POST /otp/send` answers. */
export interface SendCodeAnswer {
  /** Names the code that was sent. */
  readonly methodId: string;
}

/** Body of `POST /otp/verify`. */
export interface VerifyCodeRequest {
  readonly methodId: string;
  readonly code: string;
  /** False: the cookies of the session end with the browser. Default: true. */
  readonly remember?: boolean;
}

/** How far a logout reaches: this session, or every session of the user. */
export type LogoutScope = 'session' | 'everywhere';

/** Body of `POST /logout`: a ticket, or the scope of a bearer token or cookie. */
export type LogoutRequest =
  | {
      readonly ticket: string;
      /** Whole seconds since the user asked, rounded up. */
      readonly age?: number;
    }
  | { readonly scope?: LogoutScope };

/** What `POST /logout` answers: nothing else means that the session is gone. */
export interface LogoutAnswer {
  readonly success: true;
}
