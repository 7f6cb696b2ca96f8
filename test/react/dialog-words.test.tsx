import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { MoonKeyConfig, StartParams } from '../../src/react/index.js';
import { useMoonKey } from '../../src/react/index.js';
import { texts as ar } from '../../src/react/dialog/texts/ar.js';
import { texts as de } from '../../src/react/dialog/texts/de.js';
import { texts as en } from '../../src/react/dialog/texts/en.js';
import { texts as es } from '../../src/react/dialog/texts/es.js';
import { texts as fr } from '../../src/react/dialog/texts/fr.js';
import { texts as ja } from '../../src/react/dialog/texts/ja.js';
import { BackendError } from '../../src/services/backend.js';
import { installModalDialog } from './support/modal-dialog.js';
import { ada, code } from './support/scripted-backend.js';
import { createWorld } from './support/world.js';

beforeAll(installModalDialog);

async function open(config: MoonKeyConfig = {}, params: StartParams = {}) {
  const world = createWorld();
  const Door = () => {
    const { start, user } = useMoonKey();
    return <button onClick={() => start(params)}>{user?.email ?? 'Open'}</button>;
  };
  world.renderApp(<Door />, { config });
  const user = userEvent.setup();
  await user.click(screen.getByText('Open'));
  const dialog = await screen.findByRole('dialog');
  const sendCode = async () => {
    await user.type(screen.getByRole('textbox'), `${ada.email}{Enter}`);
    await vi.waitFor(
      () => expect(screen.getByRole('textbox')).toHaveAttribute('autocomplete', 'one-time-code'),
      { timeout: 30_000 },
    );
  };
  return { world, user, dialog, sendCode };
}

describe('the languages', () => {
  const all = { en, de, fr, es, ja, ar };

  it.each(Object.entries(all))('%s has every text, with its placeholders', (_name, texts) => {
    expect(Object.keys(texts)).toEqual(Object.keys(en));
    for (const [name, text] of Object.entries(en)) {
      const own = texts[name as keyof typeof texts];
      expect(own.trim()).not.toBe('');
      expect([name, own.match(/\{\w+\}/g)]).toEqual([name, text.match(/\{\w+\}/g)]);
    }
  });

  it.each([
    ['de', de, 'ltr'],
    ['de-AT', de, 'ltr'],
    ['fr', fr, 'ltr'],
    ['es_MX', es, 'ltr'],
    ['ja', ja, 'ltr'],
    ['ar', ar, 'rtl'],
    ['EN-gb', en, 'ltr'],
    ['tlh', en, 'ltr'],
    ['constructor', en, 'ltr'],
  ])('takes "%s" from config.locale', async (locale, texts, direction) => {
    const { dialog, sendCode } = await open({ locale });
    expect(dialog).toHaveAccessibleName(texts.title);
    expect(dialog).toHaveAttribute('dir', direction);
    expect(dialog.lang.slice(0, 2).toLowerCase()).toBe(texts === en ? 'en' : locale.slice(0, 2));
    await sendCode();
    expect(dialog).toHaveAccessibleDescription(new RegExp(ada.email));
    expect(dialog).not.toHaveTextContent(/[{}]/);
  });

  it('takes the language of the page', async () => {
    document.documentElement.lang = 'fr-CA';
    onTestFinished(() => document.documentElement.removeAttribute('lang'));
    expect((await open()).dialog).toHaveAccessibleName(fr.title);
  });
});

describe('the texts', () => {
  const own = Object.fromEntries(
    Object.entries(en).map(([name, text]) => [
      name,
      `<${name}> ${(text.match(/\{\w+\}/g) ?? []).join('')}`,
    ]),
  );
  /** What each text is for that says what went wrong, by the verb and what that fails with. */
  const problems = {
    sendCode: {
      errorEmail: new BackendError(400),
      errorSignupBlocked: new BackendError(403, 'signup_blocked'),
      errorTimedOut: Object.assign(new Error('late'), { code: 'timed_out' }),
      errorCancelled: Object.assign(new Error('taken back'), { code: 'cancelled' }),
      errorServer: new BackendError(500),
      errorNetwork: new TypeError('fetch failed'),
      errorRateLimit: new BackendError(429, 'rate_limited', 1),
    },
    verifyCode: {
      errorCode: new BackendError(401, 'code_refused'),
      secondCode: new BackendError(401, 'second_code_sent'),
    },
  };

  it.each([true, false])('can all be replaced, for new users and others: %s', async (isNewUser) => {
    const config = { texts: own, rememberMe: true, emailOtp: { resendCodeTime: 1 } };
    const { world, user, dialog } = await open(config);
    world.server.isNewUser = isNewUser;
    const seen: string[] = [];
    const untilShown = (name: string) =>
      vi.waitFor(() => {
        seen.push(dialog.outerHTML);
        expect(dialog).toHaveTextContent(`<${name}>`);
      });
    const field = () => screen.getByRole('textbox');

    await user.type(field(), ada.email);
    for (const [name, error] of Object.entries(problems.sendCode)) {
      world.server.break('sendCode', error);
      await untilShown('submitEmail');
      await user.type(field(), '{Enter}');
      await untilShown(name);
    }
    world.server.mend('sendCode');
    await untilShown('retryIn');
    await untilShown('submitEmail');
    const sending = world.server.hold('sendCode');
    await user.type(field(), '{Enter}');
    await untilShown('sendingCode');
    sending.release();
    await untilShown('codeTitle');
    for (const [name, error] of Object.entries(problems.verifyCode)) {
      world.server.break('verifyCode', error);
      await user.clear(field());
      await user.type(field(), '000000');
      await untilShown(name);
    }
    world.server.mend('verifyCode');
    await untilShown('resend');
    await user.click(screen.getByRole('button', { name: '<resend>' }));
    await untilShown('resent');
    await untilShown('codeResentTitle');
    const checking = world.server.hold('verifyCode');
    await user.clear(field());
    await user.type(field(), code);
    await untilShown('checkingCode');
    checking.release();
    await untilShown(isNewUser ? 'newUserMessage' : 'existingUserMessage');

    const shown = new Set(seen.join('').match(/(?<=&lt;|<)\w+(?=&gt;|>)/g));
    const other = isNewUser ? 'existingUserMessage' : 'newUserMessage';
    expect(Object.keys(en).filter((name) => !shown.has(name))).toEqual([other]);
    expect(seen.join('')).not.toMatch(/Sign in|Code<|e-mail|Close/);
  });

  it('are those of appearance and emailOtp, as documented', async () => {
    const { user, dialog, sendCode } = await open({
      locale: 'de',
      appearance: { loginHeaderTitle: 'Acme', loginHeaderDescription: 'Your address' },
      emailOtp: {
        verifyEmailTitle: 'Look into your mail',
        verifyEmailResendTitle: 'Look once more',
        verifiedSuccessMessage: 'There you are',
        resendCodeTime: 1,
      },
    });
    expect(dialog).toHaveAccessibleName('Acme');
    expect(dialog).toHaveAccessibleDescription('Your address');
    await sendCode();
    expect(dialog).toHaveAccessibleName('Look into your mail');
    const again = await screen.findByRole('button', { name: de.resend }, { timeout: 4_000 });
    await user.click(again);
    await vi.waitFor(() => expect(dialog).toHaveAccessibleName('Look once more'));
    await user.type(screen.getByRole('textbox'), code);
    await vi.waitFor(() => expect(dialog).toHaveAccessibleName('There you are'));
  });
});

describe('the screen after the code', () => {
  it('stays as long as it is told to', async () => {
    const { user, dialog, sendCode } = await open({ emailOtp: { verifiedDisplayTime: 60_000 } });
    await sendCode();
    await user.keyboard(code);
    await vi.waitFor(() => expect(dialog).toHaveAccessibleName(en.successTitle));
    await vi.waitFor(() =>
      expect(screen.getByRole('heading', { name: en.successTitle })).toHaveFocus(),
    );
    await user.click(screen.getByRole('button', { name: en.close }));
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await vi.waitFor(() => expect(screen.getByText(ada.email)).toHaveFocus());
  });

  it.each([
    [true, 'Nice to meet you', 'Hello, stranger'],
    [false, en.existingUserMessage, 'Hello again'],
  ])('greets new users and others: %s', async (isNewUser, text, own) => {
    const emailOtp =
      text === en.existingUserMessage
        ? {}
        : { verifiedNewUserMessage: text, verifiedExistingUserMessage: own };
    const { world, user, dialog, sendCode } = await open({ emailOtp });
    world.server.isNewUser = isNewUser;
    await sendCode();
    await user.keyboard(code);
    await vi.waitFor(() => expect(dialog).toHaveAccessibleDescription(text));
  });

  it('can be skipped', async () => {
    const { user, dialog, sendCode } = await open({ emailOtp: { skipVerifiedSuccess: true } });
    await sendCode();
    const names: (string | null)[] = [];
    const observer = new MutationObserver(() => names.push(dialog.textContent));
    observer.observe(dialog, { subtree: true, childList: true, characterData: true });
    onTestFinished(() => observer.disconnect());
    await user.keyboard(code);
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(names.join()).not.toContain(en.successTitle);
  });
});

describe('a rate limit', () => {
  const limited = () => new BackendError(429, 'rate_limited', 2);

  it('says how long it lasts, and sends nothing before', async () => {
    const { world, user } = await open();
    world.server.break('sendCode', limited());
    await user.type(screen.getByRole('textbox'), `${ada.email}{Enter}`);
    const button = await screen.findByRole('button', { name: 'Try again in 2 sec' });
    expect(screen.getByRole('alert')).toHaveTextContent(en.errorRateLimit);
    await user.click(button);
    expect(world.server.count('sendCode')).toBe(1);
    world.server.mend('sendCode');
    await vi.waitFor(() => expect(button).toHaveAccessibleName(en.submitEmail), { timeout: 4_000 });
    await user.click(button);
    await screen.findByLabelText(en.codeLabel);
  });

  it('is read from the answer of the routes', async () => {
    const answer = () =>
      new Response('{ "error": "Too many requests", "code": "rate_limited" }', {
        status: 429,
        headers: { 'retry-after': '30' },
      });
    vi.stubGlobal('fetch', async () => answer());
    const { user } = await open({ backend: '/api/auth' });
    await user.type(screen.getByRole('textbox'), `${ada.email}{Enter}`);
    expect(await screen.findByRole('button', { name: 'Try again in 30 sec' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  });

  it('holds up the codes alone, where it is about them', async () => {
    const { world, user, sendCode } = await open({ emailOtp: { resendCodeTime: 1 } });
    await sendCode();
    world.server.break('verifyCode', limited());
    await user.keyboard('000000');
    await screen.findByRole('button', { name: 'Try again in 2 sec' });
    await user.type(screen.getByRole('textbox'), '1', { skipClick: false });
    expect(world.server.count('verifyCode')).toBe(1);
    await user.click(await screen.findByRole('button', { name: en.resend }, { timeout: 4_000 }));
    await vi.waitFor(() => expect(world.server.count('sendCode')).toBe(2));
  });
});

describe('what start() is given', () => {
  it('fills in the address of a prefill, and passes on that only known users may enter', async () => {
    const { world, user } = await open(
      {},
      { prefill: { type: 'email', value: ada.email }, disableSignup: true },
    );
    expect(screen.getByRole('textbox')).toHaveValue(ada.email);
    await user.keyboard('{Enter}');
    await screen.findByLabelText(en.codeLabel);
    expect(world.server.count('sendCode')).toBe(1);
  });

  it('leaves a phone number alone', async () => {
    await open({}, { prefill: { type: 'phone', value: '+49171' } });
    expect(screen.getByRole('textbox')).toHaveValue('');
  });
});

describe('on a shared device', () => {
  it('lets the browser offer and keep nothing', async () => {
    const { dialog } = await open({ sharedDevice: true });
    expect(dialog.querySelector('form')).toHaveAttribute('autocomplete', 'off');
    expect(screen.getByRole('textbox')).toHaveAttribute('autocomplete', 'off');
  });

  it('is not the default', async () => {
    const { dialog } = await open();
    expect(dialog.querySelector('form')).not.toHaveAttribute('autocomplete');
    expect(screen.getByRole('textbox')).toHaveAttribute('autocomplete', 'email');
  });
});

describe('whether to stay signed in', () => {
  it('is not asked unless the app wants it', async () => {
    await open();
    expect(screen.queryByRole('checkbox')).toBeNull();
  });

  it.each([true, false])('is asked, and checked: remember: %s', async (remember) => {
    const { world, user, sendCode } = await open({ rememberMe: true });
    const box = screen.getByRole('checkbox', { name: en.rememberMe });
    expect(box).toBeChecked();
    if (!remember) await user.click(box);
    await sendCode();
    await user.type(screen.getByRole('textbox'), code);
    await screen.findByText(ada.email);
    // As every later page does, once the last one is closed: this one's page has no lock in jsdom.
    const key = `moonkey:${world.publishableKey}:living`;
    expect(localStorage.getItem(key) === null).toBe(remember);
  });
});

describe('a backend that is not there', () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  beforeEach(() => {
    vi.resetModules();
    error.mockClear();
  });
  const fail = async (cause: unknown) => {
    const { world, user } = await open();
    world.server.break('sendCode', cause);
    await user.type(screen.getByRole('textbox'), ada.email);
    for (let times = 1; times <= 2; times++) {
      await user.click(screen.getByRole('button', { name: en.submitEmail }));
      await vi.waitFor(() => expect(world.server.count('sendCode')).toBe(times));
      await vi.waitFor(() => expect(screen.getByRole('alert')).not.toBeEmptyDOMElement());
    }
  };

  it.each([
    [new BackendError(404), /answered 404 \(http_404\)/],
    [new BackendError(403, 'origin_refused'), /answered 403 \(origin_refused\)/],
    [new TypeError('fetch failed'), /gave no answer \(network\)/],
  ])('is told to the developer in one line: %s', async (cause, line) => {
    await fail(cause);
    expect(error).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(line));
    expect(error.mock.lastCall?.[0]).toContain('docs/getting-started.md');
  });

  it('is told to nobody in production', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    onTestFinished(() => void vi.unstubAllEnvs());
    await fail(new BackendError(404));
    expect(error).not.toHaveBeenCalled();
  });

  it('is not what a refused address is', async () => {
    await fail(new BackendError(400, 'invalid_request'));
    expect(error).not.toHaveBeenCalled();
  });
});
