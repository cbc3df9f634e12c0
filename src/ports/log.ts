/** Where lines go. From `warn` up, messages are fixed strings with the data beside them. Secrets are scrubbed behind it. */
export interface Log {
  debug(data: object, message: string): void;
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
  child(data: object): Log;
}
