/**
 * The three functions of the Reflect metadata proposal that tsyringe (inside @peculiar/x509) looks for when it is
 * loaded. Import this file before @peculiar/x509; it does nothing where the functions are there already.
 */

type Metadata = Map<unknown, unknown>;

const kept = new WeakMap<object, Metadata>();

function getOwnMetadata(key: unknown, target: object): unknown {
  return kept.get(target)?.get(key);
}

function getMetadata(key: unknown, target: object): unknown {
  for (let at: object | null = target; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    if (kept.get(at)?.has(key) === true) return getOwnMetadata(key, at);
  }
  return undefined;
}

function defineMetadata(key: unknown, value: unknown, target: object): void {
  const known = kept.get(target) ?? new Map<unknown, unknown>();
  known.set(key, value);
  kept.set(target, known);
}

const reflect = Reflect as unknown as Record<string, unknown>;
reflect.getOwnMetadata ??= getOwnMetadata;
reflect.getMetadata ??= getMetadata;
reflect.defineMetadata ??= defineMetadata;
