/** A command as it is asked and what goes out first. */
export interface Row {
  readonly command: string;
  readonly input: { readonly [argument: string]: string };
  /** An answer that it can read; `{}` unless told. */
  readonly answer?: unknown;
  readonly request: {
    readonly line: string;
    readonly query?: readonly (readonly [string, string])[];
    readonly body?: unknown;
  };
  /** A 204 is an error. */
  readonly onlyOk?: boolean;
}
