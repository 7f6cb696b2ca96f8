/** Puts something around a method of the platform. */
export function wrap<Self extends object>(
  prototype: Self,
  name: keyof Self & string,
  around: (call: () => unknown, self: Self, args: readonly unknown[]) => unknown,
): void {
  const original = Reflect.get(prototype, name) as (...args: unknown[]) => unknown;
  Reflect.set(prototype, name, function wrapped(this: Self, ...args: unknown[]) {
    return around(() => original.apply(this, args), this, args);
  });
}
