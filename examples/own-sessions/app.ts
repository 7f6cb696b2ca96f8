import { randomUUID } from 'node:crypto';
import cookieParser from 'cookie-parser';
import express from 'express';

const WEEK = 7 * 86_400;
const now = () => Math.floor(Date.now() / 1000);

const ada = { id: 'user_1', email: 'ada@example.com', createdAt: 1_700_000_000 };
const passwords = new Map([['ada@example.com', { user: ada, password: 'difference' }]]);

/** By the secret in the cookie: in an app of yours, a table of its database. */
export const sessions = new Map<
  string,
  { id: string; user: typeof ada; startedAt: number; expiresAt: number }
>();

export const app = express().use(cookieParser(), express.json());

app.post('/login', (req, res) => {
  const known = passwords.get(req.body.email);
  if (!known || known.password !== req.body.password) return void res.status(401).end();
  const key = randomUUID();
  const expiresAt = now() + WEEK;
  sessions.set(key, { id: randomUUID(), user: known.user, startedAt: now(), expiresAt });
  res.cookie('sid', key, { httpOnly: true, sameSite: 'lax', maxAge: WEEK * 1000 }).end();
});
