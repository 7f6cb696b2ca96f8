/** An object that passes for an instance of a class of the platform, with these members. */
export function disguise<T extends object>(
  { prototype }: { readonly prototype: T },
  members: Readonly<Record<string, PropertyDescriptor>>,
): T {
  return Object.create(prototype, { ...members }) as T;
}

/** A member that is a method. */
export const method = (value: (...args: never[]) => unknown): PropertyDescriptor => ({ value });
