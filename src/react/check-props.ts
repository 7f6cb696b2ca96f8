import type { Rule, Shape } from '../options/index.js';
import {
  aBoolean,
  aFunction,
  createChecker,
  either,
  isRecord,
  listOf,
  must,
  numberOf,
  oneOf,
  shapeOf,
  withMethods,
} from '../options/index.js';
import { CREDENTIALS, headersOption, unusedOption } from '../engine/headers-rule.js';
import { idleRule } from '../engine/idling/idle-rule.js';
import { initialStateRule } from '../engine/initial-state-rule.js';
import { texts as english } from './dialog/texts/en.js';
import type { MoonKeyProviderProps } from './provider-props.js';
import { LOGIN_METHODS, warnOfOtherMethods } from './other-methods.js';
import { warnOnce } from './warn-once.js';

const anything: Rule = () => null;
const text = must((value) => typeof value === 'string', 'must be a string');
const seconds = must(
  (value) => Number.isInteger(value) && Number(value) > 0,
  'must be a whole number of seconds, at least 1',
);

const emailOtp: Shape = {
  expiresIn: seconds,
  resendCodeTime: seconds,
  skipVerifiedSuccess: aBoolean,
  verifiedDisplayTime: numberOf('ms', 0),
  verifyEmailTitle: text,
  verifyEmailResendTitle: text,
  verifiedNewUserMessage: text,
  verifiedExistingUserMessage: text,
  verifiedSuccessMessage: text,
};
const appearance: Shape = {
  logo: text,
  loginHeaderTitle: text,
  loginHeaderDescription: text,
  theme: oneOf(['light', 'dark', 'auto']),
};
const backend = either(
  [
    must((value) => typeof value === 'string', ''),
    withMethods('', ['refresh', 'revoke'], ['sendCode', 'verifyCode', 'current']),
  ],
  'must be a URL, or an object with the functions refresh and revoke',
);
/** Every prop and option there is; what cannot work was refused before. */
const props: Shape = {
  children: anything,
  publishableKey: anything,
  auth: anything,
  initialState: initialStateRule,
  config: shapeOf({
    loginMethods: listOf(oneOf(LOGIN_METHODS), 1),
    emailOtp: shapeOf(emailOtp),
    appearance: onlyKnown(appearance),
    embeddedWallets: shapeOf({ createOnLogin: oneOf(['always', 'none']) }),
    backend,
    headers: headersOption,
    credentials: oneOf(CREDENTIALS),
    onStart: aFunction,
    locale: text,
    texts: shapeOf(Object.fromEntries(Object.keys(english).map((name) => [name, text]))),
    sharedDevice: aBoolean,
    rememberMe: aBoolean,
    idle: idleRule,
    tokens: oneOf(['page', 'none']),
  }),
};

/** A rule for an object that may hold more than is known: what is known keeps its rule. */
function onlyKnown(shape: Shape): Rule {
  return (value) =>
    shapeOf(shape)(
      isRecord(value)
        ? Object.fromEntries(Object.entries(value).filter(([name]) => name in shape))
        : value,
    );
}

/** Says on the console, once each, what is wrong or unknown among the props, and what is ignored. */
export function checkProps(given: MoonKeyProviderProps): void {
  const own = Object.entries(given).filter(([name]) => !/^(data|aria)-/.test(name));
  try {
    const { check, fail } = createChecker('MoonKeyProvider');
    check(Object.fromEntries(own), props);
    if (given.auth && given.publishableKey) fail('publishableKey', 'is ignored beside "auth"');
    if (given.auth && given.initialState)
      fail('initialState', 'is ignored beside "auth": it belongs into createAuth()');
    for (const name of ['backend', 'credentials', 'headers', 'idle', 'tokens'])
      if (given.auth && given.config && name in given.config)
        fail(`config.${name}`, 'is ignored beside "auth": it belongs into createAuth()');
    const unused = given.auth ? undefined : unusedOption(given.config ?? {});
    if (unused) fail(`config.${unused[0]}`, unused[1]);
  } catch (error) {
    warnOnce('error', (error as Error).message);
  }
  warnOfIgnored(given.config ?? {});
}

function warnOfIgnored(config: NonNullable<MoonKeyProviderProps['config']>): void {
  const warn = (option: string, problem: string) =>
    warnOnce('warn', `MoonKeyProvider: "config.${option}" ${problem}`);
  if (isRecord(config.appearance))
    for (const name of Object.keys(config.appearance))
      if (!(name in appearance)) warn(`appearance.${name}`, 'is not known here, and ignored.');
  if (config.embeddedWallets?.createOnLogin === 'always')
    warn('embeddedWallets.createOnLogin', 'is ignored: this package makes no wallets.');
  if (!config.onStart)
    warnOfOtherMethods('MoonKeyProvider: "config.loginMethods"', config.loginMethods);
}
