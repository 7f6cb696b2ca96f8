declare module 'next/router' {
  export function useRouter(): { push(path: string): Promise<boolean> };
}
