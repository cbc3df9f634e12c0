/** The process as commands see it; `main.ts` alone touches the real one. */
export interface Io {
  readonly env: { readonly [name: string]: string | undefined };
  /** Data. */
  readonly out: (text: string) => void;
  /** Everything else: progress, logs, faults. */
  readonly err: (text: string) => void;
  /** Whether a person reads stdout in a terminal. */
  readonly interactive: boolean;
  /** Resolves at the first SIGTERM or SIGINT. */
  readonly stopped: Promise<string>;
}

/** Exit status of a command: 0 done, 1 it failed, 2 the command line or the configuration is wrong. */
export type ExitStatus = 0 | 1 | 2;
