import { act, fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type MoonKeyConfig, type StartParams, useMoonKey } from '../../src/react/index.js';
import { BackendError } from '../../src/services/backend.js';
import { installModalDialog } from './support/modal-dialog.js';
import { engine, Probe } from './support/probe.js';
import { ada, code } from './support/scripted-backend.js';
import { createWorld, modes } from './support/world.js';

function Door() {
  const { ready, user, start } = useMoonKey();
  return (
    <>
      <button onClick={start}>{ready ? 'Sign in here' : 'Wait'}</button>
      <button onClick={() => start({ email: ada.email })}>Known</button>
      <p>{user?.email}</p>
      <Probe />
    </>
  );
}

describe.each(modes)('the sign-in dialog, $mode', ({ Mode }) => {
  beforeAll(installModalDialog);

  async function open(config: MoonKeyConfig = {}) {
    const world = createWorld();
    const user = userEvent.setup();
    const app = world.renderApp(<Door />, { Mode, config });
    await user.click(await screen.findByText('Sign in here'));
    await screen.findByRole('dialog');
    return { world, user, app };
  }
  async function sendCode(user: ReturnType<typeof userEvent.setup>) {
    await user.type(screen.getByLabelText('E-mail address'), `${ada.email}{Enter}`);
    return screen.findByLabelText('Code');
  }
  const alert = () => screen.getByRole('alert');

  it('signs in with the sixth digit, closes, and gives the focus back', async () => {
    const { world, user } = await open();
    await vi.waitFor(() => expect(screen.getByLabelText('E-mail address')).toHaveFocus());
    const field = await sendCode(user);
    expect(field).toHaveFocus();
    expect(field).toHaveAttribute('autocomplete', 'one-time-code');
    expect(screen.getByRole('dialog')).toHaveAccessibleName('Check your e-mail');
    expect(screen.getByRole('dialog')).toHaveAccessibleDescription(/ada@example\.com/);
    await user.keyboard(code);
    await screen.findByText(ada.email);
    await vi.waitFor(() =>
      expect(screen.getByRole('dialog')).toHaveAccessibleName('You’re signed in'),
    );
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull(), { timeout: 4_000 });
    await vi.waitFor(() => expect(screen.getByText('Sign in here')).toHaveFocus());
    expect(world.server.calls.map(({ verb }) => verb)).toEqual(['sendCode', 'verifyCode']);
  });

  it.each(['123 456', 'Your code: 123-456', '١٢٣٤٥٦', '１２３４５６'])(
    'takes a pasted "%s"',
    async (pasted) => {
      const { world, user } = await open();
      await sendCode(user);
      await user.paste(pasted);
      await screen.findByText(ada.email);
      expect(world.server.calls.at(-1)?.input).toMatchObject({ code });
    },
  );

  it('says what is wrong with a code, marks it, and lets it be typed over', async () => {
    const { user } = await open();
    const field = await sendCode(user);
    await user.keyboard('000000');
    await vi.waitFor(() => expect(alert()).toHaveTextContent(/isn’t right/));
    expect(field).toBeInvalid();
    expect(field).toHaveFocus();
    expect(field).toHaveAccessibleDescription(/isn’t right/);
    await user.keyboard(code);
    await screen.findByText(ada.email);
  });

  it('asks for the second code where the backend has sent one, in the same place', async () => {
    const { world, user } = await open();
    const field = await sendCode(user);
    world.server.break('verifyCode', new BackendError(401, 'second_code_sent'));
    await user.keyboard('654321');
    await vi.waitFor(() => expect(alert()).toHaveTextContent(/sent you a second code/));
    await vi.waitFor(() => expect(field).toHaveValue(''));
    expect(field).not.toBeInvalid();
    expect(field).toHaveFocus();
    world.server.mend('verifyCode');
    await user.keyboard(code);
    await screen.findByText(ada.email);
    expect(world.server.count('sendCode')).toBe(1);
  });

  it('never writes the code into the page', async () => {
    const { world, user } = await open();
    const verify = world.server.hold('verifyCode');
    await sendCode(user);
    await user.keyboard(code);
    await screen.findByText('Checking the code…');
    expect(document.documentElement.outerHTML).not.toContain(code);
    verify.release();
    await screen.findByText(ada.email);
  });

  it.each([
    [new BackendError(400), /check it/],
    [new BackendError(429), /Too many/],
    [new BackendError(503), /on our side/],
    [new BackendError(404), /on our side/],
    [new BackendError(403, 'origin_refused'), /on our side/],
    [new BackendError(405), /on our side/],
    [new BackendError(401), /on our side/],
    [new BackendError(502, 'unavailable'), /on our side/],
    [Object.assign(new Error('half an answer'), { code: 'malformed_grant' }), /on our side/],
    [Object.assign(new Error('not ours'), { code: 'quota_of_a_backend' }), /on our side/],
    [Object.assign(new Error('nobody'), { code: 'signup_blocked' }), /no account/],
    [new TypeError('fetch failed'), /Check your connection/],
  ])('explains a code that cannot be sent: %s', async (error, sentence) => {
    const { world, user } = await open();
    world.server.break('sendCode', error);
    await user.type(screen.getByLabelText('E-mail address'), `${ada.email}{Enter}`);
    await vi.waitFor(() => expect(alert()).toHaveTextContent(sentence));
    world.server.mend('sendCode');
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    expect(await screen.findByLabelText('Code')).toHaveFocus();
  });

  it('sends another code only when its time has come', async () => {
    const { world, user } = await open({ emailOtp: { resendCodeTime: 1, expiresIn: 300 } });
    await sendCode(user);
    expect(screen.getByRole('dialog')).toHaveTextContent('good for 5 minutes');
    const again = screen.getByRole('button', { name: /Send again in 1 s/ });
    await user.click(again);
    expect(world.server.count('sendCode')).toBe(1);
    await vi.waitFor(() => expect(again).toHaveAccessibleName('Send again'), { timeout: 3000 });
    await user.click(again);
    expect(await screen.findByText(/on its way/)).toHaveRole('status');
    expect(world.server.count('sendCode')).toBe(2);
    expect(again).toHaveAccessibleName(/in 1 s/);
  });

  it('goes back for another address, and forgets what was wrong', async () => {
    const { user } = await open();
    await sendCode(user);
    await user.keyboard('000000');
    await vi.waitFor(() => expect(alert()).toHaveTextContent(/isn’t right/));
    await user.click(screen.getByRole('button', { name: 'Use another address' }));
    await vi.waitFor(() => expect(screen.getByLabelText('E-mail address')).toHaveFocus());
    expect(screen.getByLabelText('E-mail address')).toHaveValue(ada.email);
    expect(alert()).toBeEmptyDOMElement();
  });

  it('closes with its button, and can be opened again', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await vi.waitFor(() => expect(screen.getByText('Sign in here')).toHaveFocus());
    await user.click(screen.getByText('Known'));
    await screen.findByRole('dialog');
    expect(screen.getByLabelText('E-mail address')).toHaveValue(ada.email);
  });

  it('closes when another tab signs in', async () => {
    const { world } = await open();
    const otherTab = world.createEngine();
    await act(() => otherTab.signIn({ methodId: 'email_1', code }));
    await screen.findByText(ada.email);
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(engine().getView().isAuthenticated).toBe(true);
  });

  it('looks as configured', async () => {
    await open({
      appearance: {
        logo: '/acme.svg',
        loginHeaderTitle: 'Welcome to Acme',
        loginHeaderDescription: 'Your e-mail, please.',
        theme: 'dark',
      },
    });
    const dialog = screen.getByRole('dialog');
    expect(dialog).toHaveAccessibleName('Welcome to Acme');
    expect(dialog).toHaveAccessibleDescription('Your e-mail, please.');
    expect(dialog).toHaveAttribute('data-theme', 'dark');
    expect(dialog.querySelector('img')).toHaveAttribute('src', '/acme.svg');
    expect(document.head.innerHTML.match(/color-scheme: light;/g)).toHaveLength(1);
  });
});

describe.each(modes)('onStart, $mode', ({ Mode }) => {
  it('takes the place of the dialog, and sees no click event', async () => {
    const onStart = vi.fn<(params: StartParams) => void>();
    const world = createWorld();
    world.renderApp(<Door />, { Mode, config: { onStart } });
    fireEvent.click(await screen.findByText('Sign in here'));
    expect(onStart).toHaveBeenLastCalledWith({});
    fireEvent.click(screen.getByText('Known'));
    expect(onStart).toHaveBeenLastCalledWith({ email: ada.email });
    await act(async () => {});
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
