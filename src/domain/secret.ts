/** A value that prints as `[secret]` wherever it is logged, joined or serialised. Only `reveal()` gives it. */
export interface Secret {
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

const hidden = '[secret]';

export function secret(value: string): Secret {
  return { reveal: () => value, toString: () => hidden, toJSON: () => hidden };
}
