/** Keeps the value with its key, so that a key that nobody holds takes its value along at once. */
export class WeakMap<K extends object, V> {
  private readonly Stamp = makeStamp<V>();

  get(key: K): V | undefined {
    return this.has(key) ? this.Stamp.read(key) : undefined;
  }

  has(key: K): boolean {
    return isObject(key) && this.Stamp.isOn(key);
  }

  set(key: K, value: V): this {
    this.Stamp.write(key, value);
    return this;
  }

  delete(key: K): boolean {
    const had = this.has(key);
    if (had) this.Stamp.remove(key);
    return had;
  }
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** A constructor that returns what it is given: so a subclass adds its fields to any object. */
const Onto = function (object: object): object {
  return object;
} as unknown as new (object: object) => object;

function makeStamp<V>() {
  return class Stamp extends Onto {
    #entry: { readonly value: V } | undefined;

    static isOn(key: object): boolean {
      return #entry in key && key.#entry !== undefined;
    }

    static read(key: object): V | undefined {
      return #entry in key ? key.#entry?.value : undefined;
    }

    static write(key: object, value: V): void {
      const stamped = #entry in key ? key : new Stamp(key);
      stamped.#entry = { value };
    }

    static remove(key: object): void {
      if (#entry in key) key.#entry = undefined;
    }
  };
}
