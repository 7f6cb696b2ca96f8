'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { auth, signOut } from '../auth';
import { notes } from '../notes';

export async function leave() {
  await signOut();
  redirect('/');
}

export async function saveNote(form: FormData) {
  const { user } = await auth();
  if (!user) redirect('/sign-in?from=/account');
  notes.set(user.id, String(form.get('note')));
  revalidatePath('/account');
}
