/** What is used of Next's own module, which an app that imports this one has. */
declare module 'next/headers' {
  interface Cookies {
    set(cookie: { name: string; value: string } & Record<string, unknown>): unknown;
  }
  export function headers(): Promise<Headers>;
  export function cookies(): Promise<Cookies>;
}
