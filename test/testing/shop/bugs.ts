/** The mistakes that can be seeded into the shop, one at a time. */
export const bugs = {
  title: 'leaves the name of whoever left in the title of the page',
  input: 'leaves their address in the newsletter field',
  alt: 'leaves their portrait, and its `alt`',
  label: 'leaves their name in the label of a button',
  disabled: 'never enables its log-out button again',
  socket: 'leaves the socket of whoever left open',
  toast: 'leaves a toast that greets whoever left',
  route: 'opens the page of whoever left for the next one',
  redirect: 'goes to the goodbye page before `logout()` is done',
  ready: 'takes "not known yet" for "nobody"',
  copy: 'keeps a copy of the user',
  cache: 'shows one customer’s orders to the next',
  swallow: 'stays where it is when `logout()` rejects',
  back: 'goes back once for each click',
  guess: 'begins with what the server guessed',
  rejection: 'forgets that `logout()` can reject',
  flag: 'believes a flag in `localStorage`',
  listener: 'listens on behalf of whoever left',
  leaving: 'shows whoever leaves until the server has answered',
} as const;

/** One of them. */
export type Bug = keyof typeof bugs;
