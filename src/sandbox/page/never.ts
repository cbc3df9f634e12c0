/** Ends a `switch` over all members of a union: the compiler refuses it where one was forgotten. */
export function assertNever(value: never): never {
  throw new Error(`not handled: ${JSON.stringify(value)}`);
}
