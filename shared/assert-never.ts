/** Ends a switch over a discriminated union, so that a new state that nobody handles is a type error. */
export function assertNever(value: never, what: string): never {
  throw new Error(`Unhandled ${what}: ${JSON.stringify(value)}`);
}
