/** The command line asks for what is not there; nothing was tried. Exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
