/** What a backend answers on each path when all is well; null is an empty body. */
export type Routes = Readonly<Record<string, () => object | null>>;
